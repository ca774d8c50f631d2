//! Users without a browser.

use std::io::{IsTerminal, Read};
use std::sync::Arc;

use access::Sees;
use anyhow::{Context, Result};
use identity::{NewUser, Profile};
use records::Engine;

use super::line::User;
use crate::config::Config;
use crate::tenant::{Tenant, told};

/// Adds, lists, changes users.
pub async fn run(config: &Config, tenant: &Tenant, what: User) -> Result<()> {
    let engine = &tenant.engine;
    match what {
        User::Add { name, full_name, email, admin, service, own_only } => {
            let (password, is_made) = if service { (String::new(), false) } else { password()? };
            let new = NewUser {
                login: name,
                name: full_name.unwrap_or_default(),
                email,
                password: password.clone(),
                is_admin: admin,
                sees: if own_only { Sees::Own } else { Sees::All },
                ..NewUser::default()
            };
            let added = match service {
                true => identity::add_machine(engine, new).await,
                false => identity::add_user(engine, new).await,
            };
            let profile = added.map_err(|e| told(e, config))?;
            println!("{} was added", profile.login);
            say(&password, is_made);
        }
        User::List => {
            list(engine).await.map_err(|e| told(e, config))?;
        }
        User::Passwd { name } => {
            let user = identity::find_user(engine, &name).await.map_err(|e| told(e, config))?;
            let (password, is_made) = password()?;
            identity::set_password(engine, user.id, password.clone())
                .await
                .map_err(|e| told(e, config))?;
            println!("the password of {} was set", user.login);
            say(&password, is_made);
        }
        User::RemoveFactor { name } => {
            let user = identity::find_user(engine, &name).await.map_err(|e| told(e, config))?;
            remove_factors(engine, &user).await.map_err(|e| told(e, config))?;
            println!("{} signs in with the password alone", user.login);
        }
        User::Disable { name } => {
            let user = identity::find_user(engine, &name).await.map_err(|e| told(e, config))?;
            identity::disable_user(engine, user.id).await.map_err(|e| told(e, config))?;
            println!("{} cannot sign in any more", user.login);
        }
    }
    Ok(())
}

/// Takes the second factor and all passkeys away; whoever has one of both had something to lose.
async fn remove_factors(engine: &Arc<Engine>, user: &Profile) -> kernel::Result<()> {
    let factor = identity::remove_factor(engine, None, user.id).await;
    let passkeys = identity::remove_passkeys_of(engine, None, user.id).await;
    let is_gone = factor.is_ok() || passkeys.is_ok();
    for result in [factor, passkeys] {
        match result {
            Err(kernel::Error::NotFound) if is_gone => {}
            result => result?,
        }
    }
    Ok(())
}

async fn list(engine: &Arc<Engine>) -> kernel::Result<()> {
    for user in identity::users(engine).await? {
        let role = match (identity::is_machine(engine, user.id).await?, user.is_admin) {
            (true, _) => "service",
            (false, true) => "administrator",
            (false, false) => "user",
        };
        let state = if user.is_active { "active" } else { "disabled" };
        let (login, name, sees) = (user.login, user.name, user.sees.word());
        println!("{login}\t{name}\t{role}\t{state}\tsees {sees}");
    }
    Ok(())
}

/// The password from standard input; without one it is made.
fn password() -> Result<(String, bool)> {
    let mut typed = String::new();
    if std::io::stdin().is_terminal() {
        typed = rpassword::prompt_password("Password (empty to have one made): ")
            .context("reading the password")?;
    } else {
        std::io::stdin().read_to_string(&mut typed).context("reading the password")?;
    }
    let typed = typed.trim_end_matches(['\r', '\n']).to_owned();
    Ok(if typed.is_empty() { (identity::generate_password(), true) } else { (typed, false) })
}

fn say(password: &str, is_made: bool) {
    if is_made {
        println!("password: {password}");
    }
}
