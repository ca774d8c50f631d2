//! Import and export from the command line, with the same rules as in the browser.

use std::fs::File;
use std::io::{BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};

use access::Via;
use anyhow::{Context, Result, anyhow, bail};
use kernel::{Currency, FileId};
use records::Cx;
use transfer::mapping::propose;
use transfer::options::{Column, DuplicateRule, EmptyCell, Options, UnknownChoice, UnknownLink};
use transfer::sniff::sniff;
use transfer::source::{Kind, to_list};
use transfer::{Extent, Key};

use super::line::Import;
use crate::config::Config;
use crate::tenant::{Tenant, told};

async fn context(config: &Config, tenant: &Tenant, user: Option<&str>) -> Result<Cx> {
    let engine = &tenant.engine;
    let profile = match user {
        Some(name) => {
            let missing = |_| anyhow!("there is no user {name}");
            Some(identity::find_user(engine, name).await.map_err(missing)?)
        }
        None => {
            let all = identity::users(engine).await.map_err(|e| told(e, config))?;
            all.into_iter().find(|user| user.is_admin && user.is_active)
        }
    };
    let Some(profile) = profile else {
        bail!("there is no user yet; add one with `kontor user add --name NAME --admin`")
    };
    identity::cx_of(engine, &profile, Via::Import).await.map_err(|e| told(e, config))
}

/// Imports a file and prints what became of its rows.
pub async fn import(config: &Config, tenant: &Tenant, asked: Import) -> Result<()> {
    let cx = context(config, tenant, asked.user.as_deref()).await?;
    let list = List::of(&cx, config, tenant, &asked.file)?;
    let options = options(&cx, &asked, list.path())?;
    if asked.dry_run {
        let extent = Extent { counted: u64::MAX, listed: 20 };
        let preview = transfer::preview(&cx, list.path(), &options, extent)
            .await
            .map_err(|e| told(e, config))?;
        for row in &preview.rows {
            println!("line {}: {} {} {}", row.line, row.fate.word(), row.title, row.reason);
        }
        let tally = preview.tally;
        say("would be ", &tally);
        return Ok(());
    }
    let beside = asked.file.with_extension("errors.csv");
    let here = beside.file_name().map_or_else(|| "errors.csv".into(), PathBuf::from);
    let errors = asked.errors.clone().unwrap_or(here);
    let shown = std::io::stderr().is_terminal();
    let progress = |tally: transfer::Tally, total: u64| {
        if shown {
            let share = (tally.rows() * 100).checked_div(total).unwrap_or(100);
            // A progress bar that cannot be drawn harms nobody.
            let _ = write!(std::io::stderr(), "\r{share:3} % {} of {total}", tally.rows());
        }
    };
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let (name, paths) = (name.unwrap_or_default(), (list.path(), errors.as_path()));
    let (run, tally) = transfer::import_file(&cx, &name, paths, &options, progress)
        .await
        .map_err(|e| told(e, config))?;
    if shown {
        eprintln!();
    }
    say("", &tally);
    if tally.refused > 0 {
        println!("refused rows: {}", errors.display());
    }
    println!("run: {run}");
    Ok(())
}

fn say(word: &str, tally: &transfer::Tally) {
    println!("{word}created: {}", tally.created);
    println!("{word}updated: {}", tally.updated);
    println!("{word}skipped: {}", tally.skipped);
    println!("{word}refused: {}", tally.refused);
    if tally.blank > 0 {
        println!("{word}blank: {}", tally.blank);
    }
    if tally.linked > 0 {
        println!("{word}linked records made: {}", tally.linked);
    }
}

/// The list to import: the file itself, or what was made of an address book or a sheet.
enum List {
    Given(PathBuf),
    /// It vanishes with this value.
    Made(PathBuf),
}

impl List {
    fn of(cx: &Cx, config: &Config, tenant: &Tenant, file: &Path) -> Result<Self> {
        let opened = || File::open(file).map(BufReader::new).map_err(kernel::Error::internal);
        std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?;
        let made = List::Made(tenant.files.path(FileId::new()));
        match to_list(cx, opened, made.path()).map_err(|e| told(e, config))? {
            Kind::List => Ok(List::Given(file.into())),
            Kind::Cards | Kind::Calendar | Kind::Sheet | Kind::OpenSheet => Ok(made),
        }
    }

    fn path(&self) -> &Path {
        match self {
            List::Given(path) | List::Made(path) => path,
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        if let List::Made(path) = self {
            // Of a list nothing was made.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn options(cx: &Cx, asked: &Import, list: &Path) -> Result<Options> {
    let module = cx.catalog.by_plural(&asked.module);
    let module = module.ok_or_else(|| anyhow!("there is no module {}", asked.module))?;
    let rule = DuplicateRule::from_code(&asked.duplicates);
    let wrong = || anyhow!("--duplicates is skip, update, only or create");
    let duplicates = rule.ok_or_else(wrong)?;
    let mut file = File::open(list).with_context(|| format!("reading {}", list.display()))?;
    let sniffed = sniff(&mut file, (None, None), None).map_err(|e| anyhow!("{e}"))?;
    let columns = match &asked.map {
        None => propose(&cx.catalog, module, &sniffed),
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("reading {}", path.display()))?;
            mapped(&text, &sniffed.headings).with_context(|| format!("in {}", path.display()))?
        }
    };
    Ok(Options {
        module: module.code.clone(),
        format: sniffed.format,
        columns,
        computed: Vec::new(),
        names: Vec::new(),
        duplicates,
        key: asked.key.clone().map(Key::from),
        empty: if asked.clear_empty { EmptyCell::Clear } else { EmptyCell::Keep },
        unknown_choice: match asked.leave_unknown {
            true => UnknownChoice::Leave,
            false => UnknownChoice::Refuse,
        },
        unknown_link: UnknownLink::default(),
        lines: transfer::lines::LinesRule::default(),
        together: None,
        currency: Currency::EUR,
    })
}

/// A mapping is a JSON object of headings and columns; headings it does not name are left out.
fn mapped(text: &str, headings: &[String]) -> Result<Vec<Column>> {
    let mut map: std::collections::BTreeMap<String, Column> = serde_json::from_str(text)?;
    let columns = headings.iter().map(|heading| map.remove(heading).unwrap_or_default()).collect();
    match map.keys().next() {
        Some(unknown) => bail!("the file has no column `{unknown}`"),
        None => Ok(columns),
    }
}

/// Writes all records of a module to a file or standard output.
pub async fn export(
    config: &Config,
    tenant: &Tenant,
    (module, format, out): (String, String, Option<PathBuf>),
) -> Result<()> {
    let cx = context(config, tenant, None).await?;
    let found = cx.catalog.by_plural(&module);
    let code = found.ok_or_else(|| anyhow!("there is no module {module}"))?.code.clone();
    let format = match format.as_str() {
        "csv" => transfer::ExportFormat::Csv,
        "json" => transfer::ExportFormat::Json,
        "xlsx" => transfer::ExportFormat::Sheet,
        "vcf" => transfer::ExportFormat::Cards,
        other => bail!("--format is csv, xlsx, json or vcf, not {other}"),
    };
    let asked = transfer::Export { module: code, format, ..transfer::Export::default() };
    match out {
        Some(path) => {
            let mut file = std::fs::File::create(&path)
                .with_context(|| format!("writing {}", path.display()))?;
            transfer::export(&cx, &asked, &mut file).await.map_err(|e| told(e, config))?;
        }
        None => {
            let out = &mut std::io::stdout();
            transfer::export(&cx, &asked, out).await.map_err(|e| told(e, config))?;
        }
    }
    Ok(())
}
