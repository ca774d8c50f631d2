//! Writes every view with made-up records into a folder, as files that a browser can show.
//!
//! `cargo run -p ui --example preview -- FOLDER`

#[expect(dead_code, unused_imports, reason = "the tests use the rest")]
#[path = "../tests/it/samples/mod.rs"]
mod samples;

use std::path::Path;
use std::{env, fs, io};

use kernel::Language;
use samples::{Library, all, drawer, hits};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_else(|| "preview".into());
    let folder = Path::new(&folder);
    for language in Language::ALL {
        let target = folder.join(language.code());
        fs::create_dir_all(&target)?;
        let mut library = Library::new(language);
        for sample in all(&mut library) {
            write(&target.join(format!("{}.html", sample.name)), &sample.document.into_string())?;
        }
        fs::write(target.join("drawer.part"), drawer(&library).into_string())?;
        fs::write(target.join("hits.part"), hits(&library).into_string())?;
    }
    for name in ["app.css", "app.js", "art.svg", "icons.svg"] {
        keep(folder, &ui::assets::url(name))?;
    }
    keep(folder, &ui::assets::url("inter-latin-opsz-normal.woff2"))?;
    keep(folder, &ui::assets::url("inter-latin-ext-opsz-normal.woff2"))
}

fn write(path: &Path, html: &str) -> io::Result<()> {
    fs::write(path, html)
}

fn keep(folder: &Path, url: &str) -> io::Result<()> {
    let path = url.trim_start_matches("/assets/");
    let Some(asset) = ui::assets::get(path) else { return Ok(()) };
    fs::create_dir_all(folder.join("assets"))?;
    fs::write(folder.join("assets").join(path), asset.body)
}
