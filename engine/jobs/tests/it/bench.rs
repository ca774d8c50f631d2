//! Jobs that do what a test wants of them, and somebody who works on them.

use std::sync::Arc;

use jobs::{Job, JobCx, JobLine, Outcome, Running, Worker, WorkerParts};
use serde_json::json;
use testkit::{Person, Scene};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A job that says that it has begun and ends when it may.
struct Patient {
    begun: UnboundedSender<()>,
    may_end: watch::Receiver<bool>,
}

impl Job for Patient {
    fn name(&self) -> &'static str {
        "be_patient"
    }

    fn run<'a>(&'a self, _: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            self.begun.send(()).expect("the test listens");
            let mut may_end = self.may_end.clone();
            may_end.wait_for(|may| *may).await.expect("the test says so");
            Ok(Outcome::Done(json!("patient")))
        })
    }
}

/// A job of many steps that says after each how far it is.
struct Long {
    begun: UnboundedSender<()>,
    may_end: watch::Receiver<bool>,
}

impl Job for Long {
    fn name(&self) -> &'static str {
        "take_long"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            self.begun.send(()).expect("the test listens");
            let mut steps = 0;
            while !*self.may_end.borrow() {
                steps += 1;
                if !cx.progress(steps, None).await? {
                    return Ok(Outcome::Cancelled(json!(steps)));
                }
            }
            Ok(Outcome::Done(json!("long")))
        })
    }
}

/// A job that is done at once.
struct Quick;

impl Job for Quick {
    fn name(&self) -> &'static str {
        "be_quick"
    }

    fn run<'a>(&'a self, _: &'a JobCx) -> Running<'a> {
        Box::pin(async { Ok(Outcome::Done(json!("quick"))) })
    }
}

/// Kinds of jobs, and the strings they hang on.
pub struct Bench {
    jobs: Vec<Arc<dyn Job>>,
    begun: UnboundedReceiver<()>,
    may_end: watch::Sender<bool>,
}

impl Bench {
    pub fn new() -> Self {
        let (says, begun) = unbounded_channel();
        let (may_end, ends) = watch::channel(false);
        let patient = Patient { begun: says.clone(), may_end: ends.clone() };
        let long = Long { begun: says, may_end: ends };
        Bench { jobs: vec![Arc::new(patient), Arc::new(long), Arc::new(Quick)], begun, may_end }
    }

    /// Waits until another job has begun.
    pub async fn one_begins(&mut self) {
        self.begun.recv().await.expect("jobs begin");
    }

    /// Tells whether another job has begun.
    pub fn has_another_begun(&mut self) -> bool {
        self.begun.try_recv().is_ok()
    }

    /// Lets all jobs end.
    pub fn let_end(&self) {
        self.may_end.send_replace(true);
    }

    /// Somebody who works until told to stop.
    pub fn worker(&self, scene: &Scene) -> (watch::Sender<bool>, JoinHandle<()>) {
        let parts = WorkerParts {
            engine: scene.engine.clone(),
            jobs: self.jobs.clone(),
            subscribers: Vec::new(),
            listeners: Vec::new(),
            schedules: Vec::new(),
        };
        let (stop, stopped) = watch::channel(false);
        (stop, tokio::spawn(Worker::new(parts, stopped).run()))
    }
}

/// Asks for a job of a kind.
pub async fn ask(person: &Person, name: &str) -> uuid::Uuid {
    jobs::enqueue(person, name, None, json!({})).await.expect("it is asked for")
}

/// Waits until a job is in a state; every look lets others work.
pub async fn becomes(person: &Person, id: uuid::Uuid, state: &str) -> JobLine {
    loop {
        let line = jobs::line(person, id).await.expect("it is known");
        if line.state == state {
            return line;
        }
        tokio::task::yield_now().await;
    }
}
