//! PostgreSQL: a pool of connections, each driven by the thread that asks.

mod conn;
mod copy;
mod kept;
mod line;
mod plan;
mod pool;
#[cfg(test)]
mod tests;
mod wire;

pub use conn::{Known, PostgresConn, is_passing};
pub use pool::Pool;
