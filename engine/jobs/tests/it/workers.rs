//! Several jobs side by side, and the end of a worker.

use std::time::Duration;

use serde_json::json;
use testkit::{library, scenario};

use crate::bench::{Bench, ask, becomes};

/// A program that is told to stop has this long, its jobs included.
const SOON: Duration = Duration::from_secs(8);

scenario!(library::setting(), a_long_job_keeps_no_other_waiting, async |scene| {
    let admin = scene.as_admin().await;
    let mut bench = Bench::new();
    let patient = ask(&admin, "be_patient").await;
    let (stop, worker) = bench.worker(&scene);
    bench.one_begins().await;
    let quick = ask(&admin, "be_quick").await;
    let line = becomes(&admin, quick, "done").await;
    assert_eq!(line.result, Some(json!("quick")));
    assert_eq!(jobs::line(&admin, patient).await.expect("it is known").state, "running");
    bench.let_end();
    becomes(&admin, patient, "done").await;
    stop.send_replace(true);
    worker.await.expect("it ends");
});

scenario!(library::setting(), only_so_many_jobs_run_side_by_side, async |scene| {
    let admin = scene.as_admin().await;
    let mut bench = Bench::new();
    let mut asked = Vec::new();
    for _ in 0..6 {
        asked.push(ask(&admin, "be_patient").await);
    }
    let (stop, worker) = bench.worker(&scene);
    for _ in 0..4 {
        bench.one_begins().await;
    }
    let (mut states, _) = jobs::counts(admin.store()).await.expect("they are counted");
    states.sort();
    assert_eq!(states, [("running".to_owned(), 4), ("waiting".to_owned(), 2)]);
    assert!(!bench.has_another_begun());
    bench.let_end();
    for id in asked {
        becomes(&admin, id, "done").await;
    }
    stop.send_replace(true);
    worker.await.expect("it ends");
});

scenario!(
    library::setting(),
    what_makes_way_for_the_end_goes_on_with_the_next_start,
    async |scene| {
        let admin = scene.as_admin().await;
        let mut bench = Bench::new();
        let long = ask(&admin, "take_long").await;
        let (stop, worker) = bench.worker(&scene);
        bench.one_begins().await;
        stop.send_replace(true);
        let ended = tokio::time::timeout(SOON, worker).await;
        ended.expect("it ends soon").expect("it ends well");
        let line = jobs::line(&admin, long).await.expect("it is known");
        assert_eq!((line.state.as_str(), line.ended_at), ("waiting", None));
        bench.let_end();
        let (stop, worker) = bench.worker(&scene);
        let line = becomes(&admin, long, "done").await;
        assert_eq!(line.result, Some(json!("long")));
        stop.send_replace(true);
        worker.await.expect("it ends");
    }
);

scenario!(library::setting(), a_cancelled_job_stops_for_good, async |scene| {
    let admin = scene.as_admin().await;
    let mut bench = Bench::new();
    let long = ask(&admin, "take_long").await;
    let (stop, worker) = bench.worker(&scene);
    bench.one_begins().await;
    jobs::cancel(&admin, long).await.expect("it is asked to stop");
    becomes(&admin, long, "cancelled").await;
    stop.send_replace(true);
    worker.await.expect("it ends");
});
