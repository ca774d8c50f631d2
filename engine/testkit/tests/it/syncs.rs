//! An acknowledged write waited for the disk: between two acknowledgements of a single writer lies
//! at least one sync of the log.

use std::process::{Command, Stdio};

/// Lines of a trace that matter, in their order.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Synced,
    Acknowledged,
}

fn steps(trace: &str) -> Vec<Step> {
    let step = |line: &str| {
        let synced = line.contains("sync(") || line.contains("sync resumed");
        if synced && line.ends_with("= 0") {
            Some(Step::Synced)
        } else if line.contains("write(1, \"done ") {
            Some(Step::Acknowledged)
        } else {
            None
        }
    };
    trace.lines().filter_map(step).collect()
}

#[test]
fn every_acknowledged_write_waited_for_a_sync() {
    let folder = tempfile::tempdir().unwrap();
    let (file, trace) = (folder.path().join("kontor.db"), folder.path().join("trace"));
    let traced = Command::new("strace")
        .args(["-f", "-e", "trace=fsync,fdatasync,write", "-o"])
        .arg(&trace)
        .arg(env!("CARGO_BIN_EXE_writer"))
        .arg(&file)
        .env("KONTOR_WRITERS", "1")
        .env("KONTOR_ROUNDS", "20")
        .stdout(Stdio::null())
        .status()
        .expect("strace is installed; `cargo xtask test` sees to it");
    assert!(traced.success());
    let steps = steps(&std::fs::read_to_string(&trace).unwrap());
    let acks = steps.split(|step| *step == Step::Acknowledged);
    let between: Vec<usize> = acks.skip(1).map(<[Step]>::len).collect();
    let between = &between[..between.len() - 1];
    assert!(between.len() > 50);
    assert!(between.iter().all(|syncs| *syncs > 0), "acknowledged without a sync: {between:?}");
}

#[test]
fn a_trace_is_read_in_order() {
    let trace = "8 write(1, \"begin 0 book x\") = 14\n7 fsync(9) = 0\n\
                 7 fdatasync(9 <unfinished ...>\n8 write(1, \"done 0 book x\") = 13\n\
                 7 <... fdatasync resumed>) = 0\n7 write(4, \"x\") = 1\n7 fsync(3) = -1 EIO\n";
    assert_eq!(steps(trace), [Step::Synced, Step::Acknowledged, Step::Synced]);
}
