//! Outbox relay, queue, schedule and worker.
