//! Everything that follows in a scenario, with or without a mail server.

use std::sync::Arc;

use access::{Actor, Rights, Via};
use jobs::{Worker, WorkerParts};
use kernel::{Language, Locale};
use mail::{MailServer, Settings};
use testkit::{Postbox, Scene, Sees};

use crate::email::{SendEmail, subscribe};

/// Does everything that is due.
pub async fn round(scene: &Scene, postbox: Option<&Postbox>) {
    round_as(scene, postbox, Rights::ordinary()).await;
}

/// The same where people have rights of their own.
pub async fn round_as(scene: &Scene, postbox: Option<&Postbox>, rights: Rights) {
    let context: jobs::ContextOf = Arc::new(move |engine, id| {
        let rights = rights.clone();
        Box::pin(async move {
            let actor = Actor::person(id, rights, Sees::All, Via::Job);
            Ok(engine.cx(actor, Locale::new(Language::De)))
        })
    });
    let server = postbox.map(|postbox| {
        let url = format!("smtp://127.0.0.1:{}?tls=none", postbox.port);
        let settings = Settings { url, from: "kontor@example.de".into(), ..Settings::default() };
        MailServer::new(&settings).expect("the settings are read")
    });
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs: vec![Arc::new(SendEmail { server, context })],
        subscribers: vec![subscribe],
        listeners: Vec::new(),
        schedules: Vec::new(),
    };
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    Worker::new(parts, stopped).round().await.expect("the jobs are done");
}
