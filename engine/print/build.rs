//! Embeds the fonts that npm laid into `node_modules`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Weights that documents are set in; Arimo is there for forms that prescribe its design.
const FONTS: [&str; 6] = [
    "inter/400Regular/Inter_400Regular.ttf",
    "inter/400Regular_Italic/Inter_400Regular_Italic.ttf",
    "inter/500Medium/Inter_500Medium.ttf",
    "inter/600SemiBold/Inter_600SemiBold.ttf",
    "arimo/400Regular/Arimo_400Regular.ttf",
    "arimo/700Bold/Arimo_700Bold.ttf",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let folder = here.join("node_modules/@expo-google-fonts");
    let mut table = String::from("[\n");
    for font in FONTS {
        embed(&folder.join(font), &mut table);
    }
    table.push(']');
    fs::write(out.join("fonts.rs"), table).expect("the output folder can be written");
}

fn embed(file: &Path, table: &mut String) {
    println!("cargo::rerun-if-changed={}", file.display());
    if !file.exists() {
        println!("cargo::error={} is missing: run `cargo xtask ui`", file.display());
        std::process::exit(1);
    }
    writeln!(table, "include_bytes!({:?}).as_slice(),", file.display().to_string())
        .expect("a string takes every text");
}
