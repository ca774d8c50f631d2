//! People who save while something else goes on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::at;
use crate::client::{Client, Request, Session};

/// Lets people save, with a pause after each save, while something goes on; how long their saves
/// took in milliseconds, sorted, and how many failed.
pub fn while_people_save(
    (session, ids): (&Session, &[String]),
    people: usize,
    pause: Duration,
    goes_on: impl FnOnce(),
) -> (Vec<f64>, usize) {
    let is_over = AtomicBool::new(false);
    let work = |worker: usize| {
        let mut client = Client::open(&session.cookie);
        let (mut n, mut times, mut failed) = (worker, Vec::new(), 0);
        while !is_over.load(Ordering::Relaxed) {
            let request = Request {
                method: "POST",
                path: format!("/contacts/{}/field/department", ids[n % ids.len()]),
                body: format!("csrf={}&department=Abteilung+{n}", session.csrf),
                coding: "gzip",
            };
            let begun = Instant::now();
            failed += usize::from(client.ask(&request).status >= 400);
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            n += people;
            std::thread::sleep(pause);
        }
        (times, failed)
    };
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = (0..people).map(|n| scope.spawn(move || work(n))).collect();
        goes_on();
        is_over.store(true, Ordering::Relaxed);
        let (mut all, mut failed) = (Vec::new(), 0);
        for worker in workers {
            let (times, n) = worker.join().expect("a worker ends");
            all.extend(times);
            failed += n;
        }
        all.sort_by(f64::total_cmp);
        (all, failed)
    })
}

/// Tells how long something took.
pub fn tell(name: &str, times: &[f64]) {
    let last = times.last().copied().unwrap_or(f64::NAN);
    let (half, most) = (at(times, 0.5), at(times, 0.99));
    println!("{name:<18} p50 {half:>7.2} ms, p99 {most:>7.2} ms, longest {last:>7.0} ms");
}
