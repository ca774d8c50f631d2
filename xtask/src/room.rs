//! Room on the disk: said before an hour of building ends for want of it.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Gigabytes that everything built for all steps takes, with some to spare.
const NEEDED: u64 = 14;

/// Makes sure that what is built finds room in its folder, which may hold some of it.
pub fn require(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    let here = folder.to_str().context("the folder of what is built has a name in UTF-8")?;
    let free = figure(&["df", "-Pk", here], 3)?;
    let built = figure(&["du", "-sk", here], 0)?;
    println!("room in {here}: {free} GB are free, {built} GB are built");
    if free + built < NEEDED {
        bail!(
            "{here} has {free} GB left, {NEEDED} GB are built; make room or set CARGO_TARGET_DIR"
        );
    }
    Ok(())
}

/// Gigabytes that a program tells in kilobytes, in a column of its last line.
fn figure(line: &[&str], column: usize) -> Result<u64> {
    let output = Command::new(line[0]).args(&line[1..]).output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    in_column(&told, column).with_context(|| format!("`{}` told {told:?}", line.join(" ")))
}

fn in_column(told: &str, column: usize) -> Option<u64> {
    let kilobytes: u64 = told.lines().last()?.split_whitespace().nth(column)?.parse().ok()?;
    Some(kilobytes / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_df_and_du_print_is_read() {
        let df = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                  /dev/vda 263174212 80000000 12345678 88% /\n";
        assert_eq!(in_column(df, 3), Some(12));
        assert_eq!(in_column("61234567\t/work/target\n", 0), Some(61));
        assert_eq!(in_column("df: no such file\n", 3), None);
        assert_eq!(in_column("", 0), None);
    }
}
