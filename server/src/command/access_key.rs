//! Keys of the older web service without a browser.

use anyhow::Result;

use super::line::AccessKey;
use crate::config::Config;
use crate::tenant::{Tenant, told};

/// Makes a key and prints only the key, or ends it.
pub async fn run(config: &Config, tenant: &Tenant, what: AccessKey) -> Result<()> {
    let (AccessKey::Create { user } | AccessKey::End { user }) = &what;
    let engine = &tenant.engine;
    let user = identity::find_user(engine, user).await.map_err(|e| told(e, config))?.id;
    match what {
        AccessKey::Create { .. } => {
            let key = identity::make_access_key(engine, &tenant.vault, user).await;
            println!("{}", key.map_err(|e| told(e, config))?);
        }
        AccessKey::End { .. } => {
            identity::end_access_key(engine, user).await.map_err(|e| told(e, config))?;
        }
    }
    Ok(())
}
