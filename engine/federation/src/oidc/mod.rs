//! OpenID Connect: the way to a provider and back (code flow with PKCE).

mod ask;
mod flow;
mod token;

pub use ask::probe;
pub use flow::{Back, Returned, come_back, set_out};
