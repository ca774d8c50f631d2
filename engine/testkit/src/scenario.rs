//! One scenario, run on both databases.

use std::panic::{AssertUnwindSafe, resume_unwind};

use kernel::{RecordId, Result};
use store::StoreOptions;

use crate::scene::Scene;
use crate::setting::Setting;

/// The variable that names a PostgreSQL to test with.
const VARIABLE: &str = "KONTOR_TEST_POSTGRES";
/// Tables of scenarios are large soon.
const LARGE: u64 = 100;

/// A database to run a scenario on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// A file in a folder that is thrown away.
    Sqlite,
    /// A schema of its own, dropped afterwards.
    Postgres,
}

/// Writes a scenario once and runs it on both databases:
/// `scenario!(library::setting(), a_book_is_found, async |scene| { … });`
#[macro_export]
macro_rules! scenario {
    ($setting:expr, $name:ident, $story:expr) => {
        mod $name {
            use super::*;

            #[test]
            fn sqlite() {
                $crate::run($crate::Base::Sqlite, $setting, $story);
            }

            #[test]
            fn postgres() {
                $crate::run($crate::Base::Postgres, $setting, $story);
            }
        }
    };
}

/// Runs a story on a fresh database, which is gone afterwards whatever happens.
///
/// # Panics
/// When the story fails; without PostgreSQL, where one is needed.
pub fn run(base: Base, setting: Setting, story: impl AsyncFnOnce(Scene)) {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().expect("a runtime starts");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let options = match base {
        Base::Sqlite => {
            StoreOptions { large: LARGE, ..StoreOptions::file(&folder.path().join("kontor.db")) }
        }
        Base::Postgres => server(),
    };
    runtime.block_on(async {
        let scene = Scene::set(options, setting).await;
        scene.engine.keep_files_in(folder.path());
        let told = caught(story(scene.clone())).await;
        let erased: Result<()> = scene.engine.store().clone().erase().await;
        if let Err(panic) = told {
            resume_unwind(panic);
        }
        erased.expect("the data of a scenario can be deleted");
    });
}

async fn caught(story: impl Future<Output = ()>) -> std::thread::Result<()> {
    let mut story = std::pin::pin!(story);
    std::future::poll_fn(|cx| {
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| story.as_mut().poll(cx)));
        match polled {
            Ok(std::task::Poll::Pending) => std::task::Poll::Pending,
            Ok(std::task::Poll::Ready(())) => std::task::Poll::Ready(Ok(())),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        }
    })
    .await
}

fn server() -> StoreOptions {
    let url = std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!("{VARIABLE} names no PostgreSQL; run `cargo xtask postgres -- cargo test`")
    });
    let schema = format!("scene_{}", RecordId::new().0.simple());
    StoreOptions { connections: 4, large: LARGE, ..StoreOptions::server(&url, &schema) }
}
