//! Figures for Prometheus.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper ends of the time classes, in milliseconds.
const CLASSES: [u64; 9] = [1, 2, 5, 10, 20, 50, 100, 500, 2000];

/// What has been counted since the start.
#[derive(Default)]
pub struct Metrics {
    requests: [AtomicU64; 5],
    classes: [AtomicU64; 10],
    micros: AtomicU64,
}

impl Metrics {
    /// Counts a request by the hundred of its status and the time it took.
    pub fn count(&self, status: u16, took: Duration) {
        let hundred = usize::from(status / 100).clamp(1, 5) - 1;
        self.requests[hundred].fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = CLASSES.iter().position(|end| micros <= *end * 1000).unwrap_or(CLASSES.len());
        self.classes[class].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Everything in the text format of Prometheus.
    pub fn text(&self, jobs: &[(String, i64)], waiting_events: i64) -> String {
        let mut text = String::from("# TYPE kontor_requests_total counter\n");
        for (at, counter) in self.requests.iter().enumerate() {
            let n = counter.load(Ordering::Relaxed);
            line(&mut text, "kontor_requests_total", &format!("status=\"{}xx\"", at + 1), n);
        }
        text.push_str("# TYPE kontor_request_seconds histogram\n");
        let mut sum = 0;
        for (at, counter) in self.classes.iter().enumerate() {
            sum += counter.load(Ordering::Relaxed);
            let end = CLASSES.get(at).map_or("+Inf".into(), |ms| seconds(*ms));
            line(&mut text, "kontor_request_seconds_bucket", &format!("le=\"{end}\""), sum);
        }
        let micros = self.micros.load(Ordering::Relaxed);
        let _ = writeln!(
            text,
            "kontor_request_seconds_sum {}.{:06}",
            micros / 1_000_000,
            micros % 1_000_000
        );
        let _ = writeln!(text, "kontor_request_seconds_count {sum}");
        text.push_str("# TYPE kontor_jobs gauge\n");
        for (state, n) in jobs {
            let n = u64::try_from(*n).unwrap_or(0);
            line(&mut text, "kontor_jobs", &format!("state=\"{state}\""), n);
        }
        text.push_str("# TYPE kontor_events_waiting gauge\n");
        let _ = writeln!(text, "kontor_events_waiting {waiting_events}");
        text
    }
}

fn line(text: &mut String, name: &str, label: &str, n: u64) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{name}{{{label}}} {n}");
}

fn seconds(millis: u64) -> String {
    format!("{}.{:03}", millis / 1000, millis % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_status_and_time() {
        let metrics = Metrics::default();
        metrics.count(200, Duration::from_millis(4));
        metrics.count(503, Duration::from_secs(9));
        let text = metrics.text(&[("failed".into(), 2)], 7);
        assert!(text.contains("kontor_requests_total{status=\"2xx\"} 1\n"));
        assert!(text.contains("kontor_request_seconds_bucket{le=\"0.005\"} 1\n"));
        assert!(text.contains("kontor_request_seconds_bucket{le=\"+Inf\"} 2\n"));
        assert!(text.contains("kontor_request_seconds_sum 9.004000\n"));
        assert!(text.contains("kontor_jobs{state=\"failed\"} 2\n"));
    }
}
