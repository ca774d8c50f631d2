//! Running the program: web, interface and jobs until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::any;
use jobs::{Worker, WorkerParts};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::config::Config;
use crate::connections::{Entrance, Patience, answer};
use crate::metrics::Metrics;
use crate::operate::{self, Operation};
use crate::tenant::{self, Tenant};
use crate::tls::Certificate;
use crate::wire;

/// What is running.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// Web, interface and jobs.
    All,
    /// Without jobs.
    NoJobs,
    /// Jobs only.
    JobsOnly,
}

/// After the signal to stop, requests and jobs under way have this long.
const GRACE: Duration = Duration::from_secs(8);

/// Runs until SIGTERM or Ctrl-C.
pub async fn serve(config: &Config, parts: Parts, demo: Demo) -> Result<()> {
    config.check_transport()?;
    let tenant = tenant::open(config).await?;
    if demo == Demo::Load {
        crate::command::demo::load(&tenant).await?;
    }
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signal().await;
        stop.send_replace(true);
    });
    let worker =
        (parts != Parts::NoJobs).then(|| tokio::spawn(worker(&tenant, stopped.clone()).run()));
    let work = async {
        match parts {
            Parts::All | Parts::NoJobs => listen(config, &tenant, stopped.clone()).await?,
            Parts::JobsOnly => told(stopped.clone()).await,
        }
        match worker {
            Some(worker) => worker.await.context("the worker broke"),
            None => Ok(()),
        }
    };
    tokio::select! {
        done = work => done,
        () = patience(stopped.clone()) => {
            tracing::warn!("something was still under way; jobs go on with the next start");
            Ok(())
        }
    }
}

/// Waits for the signal to stop.
async fn told(mut stopped: watch::Receiver<bool>) {
    // The sender lives until it has told.
    drop(stopped.wait_for(|stopped| *stopped).await);
}

async fn patience(stopped: watch::Receiver<bool>) {
    told(stopped).await;
    tokio::time::sleep(GRACE).await;
}

/// Whether the demo firm is loaded first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Demo {
    Leave,
    Load,
}

/// Whoever does the jobs, until it is told to stop.
pub fn worker(tenant: &Tenant, stop: watch::Receiver<bool>) -> Worker {
    let engine = tenant.engine.clone();
    let parts = WorkerParts {
        jobs: wire::jobs(tenant, context_of),
        engine,
        subscribers: wire::subscribers(),
        listeners: wire::listeners(),
        schedules: wire::schedules(tenant.post.is_some()),
    };
    Worker::new(parts, stop)
}

/// Jobs run under the present rights of whoever asked for them.
pub fn context_of(via: access::Via) -> jobs::ContextOf {
    Arc::new(move |engine, id| {
        Box::pin(async move {
            let profile = identity::profile(&engine, id).await?;
            match profile.is_active {
                true => identity::cx_of(&engine, &profile, via).await,
                false => Err(kernel::Error::forbidden("sign_in")),
            }
        })
    })
}

async fn listen(config: &Config, tenant: &Tenant, stopped: watch::Receiver<bool>) -> Result<()> {
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("listening on {}", config.listen))?;
    let address = listener.local_addr().context("asking for the address")?;
    let entrance = match &config.tls {
        None => Entrance::from(listener),
        Some((cert, key)) => {
            let certificate = Certificate::load(cert, key)?;
            let acceptor = certificate.acceptor()?;
            tokio::spawn(certificate.follow());
            Entrance::encrypted(listener, acceptor)
        }
    };
    say_hello(config, tenant, address).await?;
    let app = app_until(config, tenant, stopped.clone());
    answer(entrance, app, Patience::default(), told(stopped)).await;
    Ok(())
}

async fn say_hello(config: &Config, tenant: &Tenant, address: SocketAddr) -> Result<()> {
    let shown = config.public_url.clone().unwrap_or_else(|| {
        let scheme = if config.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{address}")
    });
    tracing::info!(address = shown, database = tenant.engine.store().kind(), "Kontor is running");
    println!("Kontor: {shown}");
    let secret =
        identity::begin_setup(&tenant.engine).await.map_err(|e| tenant::told(e, config))?;
    if let Some(secret) = secret {
        println!("First start: {shown}/setup?key={secret}");
    }
    Ok(())
}

/// Everything that answers requests.
pub fn app(config: &Config, tenant: &Tenant) -> Router {
    build(config, tenant, |state| state)
}

/// Everything that answers requests; what open pages are told ends with the program.
fn app_until(config: &Config, tenant: &Tenant, stopped: watch::Receiver<bool>) -> Router {
    build(config, tenant, |state| state.until(stopped))
}

fn build(
    config: &Config,
    tenant: &Tenant,
    settle: impl FnOnce(web::WebState) -> web::WebState,
) -> Router {
    let metrics = Arc::new(Metrics::default());
    let cookie = if config.is_secure() { "__Host-kontor" } else { "kontor" };
    let transport = web::Transport {
        cookie,
        is_secure: config.is_secure(),
        public_url: config.public_url.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
    };
    let from = transport.clone();
    let shared = api::ApiState {
        engine: tenant.engine.clone(),
        files: tenant.files.clone(),
        cookie,
        pace: Arc::new(api::Pace::new(config.api_rate)),
        client: Arc::new(move |parts| {
            let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
            from.client(peer.map(|peer| peer.0.ip()), &parts.headers)
        }),
    };
    let vault = tenant.vault.clone();
    let older = webservice::router(webservice::WebserviceState { shared: shared.clone(), vault });
    let api = api::router(shared);
    let kept = (tenant.files.clone(), tenant.vault.clone(), tenant.outbound.clone());
    let engine = tenant.engine.clone();
    let state = web::WebState::new(engine, kept, transport.clone());
    let state = state.describing(api::describe);
    let state = settle(state.posting(match (&config.mail, &tenant.post) {
        (None, _) => web::Posting::NoServer,
        (Some(_), None) => web::Posting::NoAddress,
        (Some(_), Some(_)) => web::Posting::Ready,
    }));
    let operation = Operation {
        engine: tenant.engine.clone(),
        metrics: metrics.clone(),
        token: config.metrics_token.clone(),
    };
    let api = api.route("/api/{*rest}", any(|| async { api::missing() }));
    let others = web::guarded(api.merge(older).merge(operate::router(operation)), &transport);
    operate::counted(web::router(state).merge(others), metrics)
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate()).expect("the runtime can watch for signals");
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping");
}
