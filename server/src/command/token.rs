//! Tokens without a browser.

use anyhow::Result;
use identity::{NewToken, TokenScopes};

use super::line::Token;
use crate::config::Config;
use crate::tenant::{Tenant, told};

const DAY: i64 = 86_400_000;

/// Makes a token and prints only the token.
pub async fn run(config: &Config, tenant: &Tenant, what: Token) -> Result<()> {
    let Token::Create { user, name, scope, days } = what;
    let engine = &tenant.engine;
    let user = identity::find_user(engine, &user).await.map_err(|e| told(e, config))?;
    let scopes = TokenScopes::parse(scope.iter().map(String::as_str), &engine.catalog());
    let new = NewToken {
        label: name,
        expires_at: days.map(|days| engine.clock().now().plus_millis(i64::from(days) * DAY)),
        scopes: scopes.map_err(|e| told(e, config))?,
    };
    let secret = identity::create_token(engine, user.id, new).await.map_err(|e| told(e, config))?;
    println!("{secret}");
    Ok(())
}
