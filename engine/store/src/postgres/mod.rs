//! PostgreSQL: a pool of connections, driven from blocking threads.

mod conn;
mod pool;

pub use conn::{PostgresConn, is_passing};
pub use pool::Pool;
