//! Tokens without a browser.

use anyhow::Result;

use super::line::Token;
use crate::config::Config;
use crate::tenant::{Tenant, told};

/// Makes a token and prints only the token.
pub async fn run(config: &Config, tenant: &Tenant, what: Token) -> Result<()> {
    let Token::Create { user, name } = what;
    let engine = &tenant.engine;
    let user = identity::find_user(engine, &user).await.map_err(|e| told(e, config))?;
    let secret =
        identity::create_token(engine, user.id, &name, None).await.map_err(|e| told(e, config))?;
    println!("{secret}");
    Ok(())
}
