//! PostgreSQL: a pool of connections, driven from blocking threads.

mod conn;
mod copy;
mod plan;
mod pool;

pub use conn::{Known, PostgresConn, is_passing};
pub use pool::Pool;
