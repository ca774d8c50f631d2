//! Verifying everything that is stored.

use anyhow::{Result, bail};
use records::Cx;

use crate::config::Config;
use crate::tenant::{Tenant, told};

/// Verifies database, files and every rule of every record.
pub async fn run(config: &Config, tenant: &Tenant, repair: bool) -> Result<()> {
    let cx = tenant.engine.system("everything is verified");
    let mut faults = 0;
    for fault in tenant.engine.store().verify().await.map_err(|e| told(e, config))? {
        println!("database: {fault}");
        faults += 1;
    }
    let (n_files, lost) = tenant.files.verify(&cx).await.map_err(|e| told(e, config))?;
    for fault in &lost {
        println!("file: {fault}");
        faults += 1;
    }
    let (missing, waiting) = records::kept::verify(&cx).await.map_err(|e| told(e, config))?;
    for fault in &missing {
        println!("kept: {fault}");
        faults += 1;
    }
    for link in &waiting {
        println!("{} {}: what it gives out is not kept yet", link.module, link.id);
        if repair {
            records::kept::keep(&tenant.engine, link).await.map_err(|e| told(e, config))?;
        }
    }
    faults += seals(&cx).await.map_err(|e| told(e, config))?;
    if repair {
        let mended = records::repair::repair(&cx).await.map_err(|e| told(e, config))?;
        println!("{mended} records were mended");
    }
    let (n_records, findings) = records::verify(&cx).await.map_err(|e| told(e, config))?;
    for finding in &findings {
        let place = if finding.field.is_empty() { "record" } else { &finding.field };
        println!("{} {}: {place}: {}", finding.module, finding.record, finding.code);
    }
    faults += findings.len();
    println!("{n_records} records and {n_files} files were looked at, {faults} faults found");
    if faults > 0 {
        bail!("not everything is as it should be");
    }
    Ok(())
}

/// Compares the history with its seals; tells how much of it is not as it was.
async fn seals(cx: &Cx) -> kernel::Result<usize> {
    let verified = records::seal::verify_seals(cx).await?;
    for fault in &verified.faults {
        println!("history: {fault}");
    }
    if let Some(last) = &verified.last {
        let (n, erased) = (verified.n_sealed, verified.n_erased);
        let (number, at, hash) = (last.number, last.at, &last.hash);
        println!("{n} entries of the history are sealed, {erased} of them went with their records");
        println!("the last seal is number {number} of {at}, SHA-256 {hash}");
    }
    Ok(verified.faults.len())
}
