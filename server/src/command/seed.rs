//! Synthetic data of any size, through the bulk path.

use access::{Actor, Via};
use anyhow::{Result, anyhow};
use kernel::{Language, Locale};

use crate::config::Config;
use crate::tenant::{Tenant, told};

/// How much to invent.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// People.
    pub contacts: u64,
    /// Firms.
    pub accounts: u64,
    /// Deals with them.
    pub opportunities: u64,
    /// What they were billed.
    pub invoices: u64,
    /// What they are billed again and again.
    pub subscriptions: u64,
    /// The same seed invents the same.
    pub seed: u64,
}

/// Fills in organisations, contacts, opportunities, invoices and subscriptions.
pub async fn run(config: &Config, tenant: &Tenant, amount: Amount) -> Result<()> {
    let Amount { contacts: n_contacts, accounts: n_accounts, opportunities, seed, .. } = amount;
    let Amount { invoices, subscriptions, .. } = amount;
    let users = identity::users(&tenant.engine).await.map_err(|e| told(e, config))?;
    // Whoever sees their own records only could not link people to the firms of others.
    let owner = users.iter().find(|user| user.is_active && user.is_admin);
    let owner = owner.ok_or_else(|| anyhow!("there is no administrator yet; add one first"))?;
    let actor: Actor =
        owner.actor(&tenant.engine, Via::Command).await.map_err(|e| told(e, config))?;
    let cx = tenant.engine.cx(actor, Locale::new(Language::De));
    let owners: Vec<_> = users.iter().filter(|user| user.is_active).map(|user| user.id).collect();
    let begun = std::time::Instant::now();
    let amount = contacts::seed::Amount { contacts: n_contacts, accounts: n_accounts, seed };
    contacts::seed::fill(&cx, &owners, amount).await.map_err(|e| told(e, config))?;
    let deals = sales::seed::fill(&cx, &owners, opportunities, seed);
    deals.await.map_err(|e| told(e, config))?;
    let billed = billing::seed::Amount { invoices, subscriptions, seed };
    billing::seed::fill(&cx, &owners, billed).await.map_err(|e| told(e, config))?;
    tenant.engine.store().refresh_statistics().await.map_err(|e| told(e, config))?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{n_accounts} organisations, {n_contacts} contacts, {opportunities} opportunities, \
         {invoices} invoices and {subscriptions} subscriptions in {seconds:.1} s"
    );
    Ok(())
}
