//! Jobs without a browser.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;
use tokio::sync::watch;

use super::line::Jobs;
use crate::config::Config;
use crate::tenant::{Tenant, told};
use crate::{serve, wire};

/// Runs a job that comes again, here or in a process that runs already, and waits for its end.
pub async fn run(config: &Config, tenant: &Tenant, what: Jobs) -> Result<()> {
    let Jobs::Run { name } = what;
    let names: Vec<&str> = wire::schedules(true).iter().map(|schedule| schedule.job).collect();
    if !names.contains(&name.as_str()) {
        bail!("there is no job `{name}` that comes again, only {}", names.join(", "));
    }
    if name == "plan_digests" && tenant.post.is_none() {
        bail!("digests need KONTOR_SMTP_URL and KONTOR_PUBLIC_URL");
    }
    let cx = tenant.engine.system("somebody runs a job by hand");
    let asked = jobs::enqueue(&cx, &name, None, json!({"by_hand": true})).await;
    let id = asked.map_err(|e| told(e, config))?;
    let (_never, stopped) = watch::channel(false);
    serve::worker(tenant, stopped).round().await.map_err(|e| told(e, config))?;
    loop {
        let line = jobs::line(&cx, id).await.map_err(|e| told(e, config))?;
        match line.state.as_str() {
            "done" => {
                println!("{name}: {}", line.result.unwrap_or_default());
                return Ok(());
            }
            "failed" | "cancelled" => bail!("{name}: {}", line.error.unwrap_or(line.state)),
            _ => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}
