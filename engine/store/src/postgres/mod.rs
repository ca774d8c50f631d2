//! PostgreSQL: a pool of connections, driven from blocking threads.

mod conn;
mod pool;

pub use conn::PostgresConn;
pub use pool::Pool;
