//! The demo firm: users, organisations, contacts, two years of history.

use anyhow::{Result, anyhow};
use identity::NewUser;

use crate::tenant::Tenant;

/// People of the demo firm: login, name, whether administration is open.
const PEOPLE: [(&str, &str, bool); 4] = [
    ("jana", "Jana Reuter", true),
    ("tobias", "Tobias Krämer", false),
    ("sabine", "Sabine Lorenz", false),
    ("henrik", "Henrik Petersen", false),
];

/// Loads the demo firm once, into data that has no user yet, and prints the sign-ins.
pub async fn load(tenant: &Tenant) -> Result<()> {
    let engine = &tenant.engine;
    if identity::has_users(engine).await.map_err(|e| anyhow!("{e}"))? {
        return Ok(());
    }
    println!("Loading the demo company …");
    let mut ids = Vec::new();
    let mut sign_ins = Vec::new();
    for (login, name, is_admin) in PEOPLE {
        let password = identity::generate_password();
        let new = NewUser {
            login: login.into(),
            name: name.into(),
            email: Some(format!("{login}@birkenau.example")),
            password: password.clone(),
            is_admin,
            ..NewUser::default()
        };
        let profile = identity::add_user(engine, new).await.map_err(|e| anyhow!("{e}"))?;
        ids.push(profile.id);
        sign_ins.push((login, password));
    }
    let cx = engine.system("the demo company is loaded");
    records::set_setting(&cx, "firm", "Birkenau Systemhaus").await.map_err(|e| anyhow!("{e}"))?;
    let _ = &ids;
    println!("Sign-ins of the demo company:");
    for (login, password) in sign_ins {
        println!("  {login}  {password}");
    }
    Ok(())
}
