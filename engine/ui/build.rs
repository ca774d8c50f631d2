//! Embeds what `cargo xtask ui` bundled into `dist`, hashed by content and compressed ahead.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=dist");
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut table = String::from("&[\n");
    for file in bundled(&here.join("dist")) {
        embed(&file, &out, &mut table);
    }
    table.push(']');
    fs::write(out.join("table.rs"), table).expect("the output folder can be written");
}

fn bundled(dist: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dist).map(|entries| {
        entries.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<PathBuf>>()
    });
    let mut files = entries.unwrap_or_default();
    files.sort();
    for needed in [
        "app.css",
        "app.js",
        "icons.svg",
        "map.css",
        "mark.svg",
        "rich.css",
        "rich.js",
        "sketch.css",
        "sketch.js",
    ] {
        if !files.iter().any(|file| file.ends_with(needed)) {
            println!("cargo::error={needed} is not bundled yet: run `cargo xtask ui`");
            std::process::exit(1);
        }
    }
    files
}

fn embed(file: &Path, out: &Path, table: &mut String) {
    let name = file.file_name().and_then(|name| name.to_str()).expect("our names are plain");
    let body = fs::read(file).expect("the bundled file can be read");
    let (logical, path) = names(name, &body);
    let is_packed = name.ends_with(".woff2");
    let brotli = if is_packed { Vec::new() } else { brotli(&body) };
    let gzip = if is_packed { Vec::new() } else { gzip(&body) };
    fs::write(out.join(format!("{name}.br")), brotli).expect("the output folder can be written");
    fs::write(out.join(format!("{name}.gz")), gzip).expect("the output folder can be written");
    writeln!(
        table,
        "Embedded {{ name: {logical:?}, path: {path:?}, content_type: {:?}, \
         body: include_bytes!({:?}), brotli: include_bytes!({:?}), gzip: include_bytes!({:?}) }},",
        content_type(name),
        file.display().to_string(),
        out.join(format!("{name}.br")).display().to_string(),
        out.join(format!("{name}.gz")).display().to_string(),
    )
    .expect("a string takes every text");
}

/// The name templates use, and the path with the hash of the content in it.
///
/// Fonts are named by the bundler because the style sheet points to them: `inter.HASH.woff2`.
fn names(name: &str, body: &[u8]) -> (String, String) {
    match name.split('.').collect::<Vec<_>>()[..] {
        [stem, _, ending] => (format!("{stem}.{ending}"), name.into()),
        [stem, ending] => {
            let hash: String =
                Sha256::digest(body).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
            (name.into(), format!("{stem}.{hash}.{ending}"))
        }
        _ => panic!("`{name}` is not named STEM.ENDING"),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => panic!("`{name}` has no content type, add it to build.rs"),
    }
}

fn brotli(body: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 10, 22);
    writer.write_all(body).expect("memory takes every byte");
    drop(writer);
    packed
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(body).expect("memory takes every byte");
    writer.finish().expect("memory takes every byte")
}
