//! Writes the sample papers into a folder: `cargo run -p paper --example samples -- FOLDER`.

#[expect(unused_imports, reason = "the tests use the rest")]
#[path = "../tests/it/samples/mod.rs"]
mod samples;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).map(PathBuf::from).ok_or("which folder?")?;
    std::fs::create_dir_all(&folder)?;
    for (name, paper) in samples::all() {
        match paper::pdf(&paper, &samples::made()) {
            Ok(pdf) => std::fs::write(folder.join(format!("{name}.pdf")), pdf.bytes)?,
            Err(faults) => println!("{name}: {faults:#?}"),
        }
    }
    Ok(())
}
