//! Bytes of files: whether they fit, what they are, and under which name they are kept.

use std::path::Path;

use kernel::{Error, FieldProblem, Result};
use sha2::{Digest, Sha256};

use crate::file::LARGEST;

pub(crate) fn is_something(length: u64) -> Result<()> {
    if length == 0 { Err(Error::invalid("file", "file_empty")) } else { Ok(()) }
}

/// A file at a record is something, and not larger than one may be.
pub(crate) fn fits(length: u64) -> Result<()> {
    is_something(length)?;
    if length <= LARGEST as u64 {
        return Ok(());
    }
    let problem = FieldProblem::new("file", "file_large").with("max", LARGEST >> 20);
    Err(Error::Invalid(vec![problem]))
}

/// Size, hash and media type of a file, which reaches the disk and never stands in memory whole.
pub(crate) fn looked_through(path: &Path) -> std::io::Result<(i64, Vec<u8>, &'static str)> {
    use std::io::Read;
    let mut file = std::fs::File::open(path)?;
    file.sync_all()?;
    let (mut hash, mut size, mut kind) = (Sha256::new(), 0, None);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            return Ok((size, hash.finalize().to_vec(), kind.unwrap_or("text/plain")));
        }
        kind.get_or_insert_with(|| media_type(&buffer[..n]));
        hash.update(&buffer[..n]);
        size += i64::try_from(n).unwrap_or(i64::MAX);
    }
}

pub(crate) fn stretch(path: &Path, from: u64, length: u64) -> std::io::Result<Vec<u8>> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = std::fs::File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A name without path, control characters and marks that turn the direction of writing.
pub(crate) fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let marks = ['\u{200e}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];
    let turns = |c: char| marks.iter().any(|range| range.contains(&c));
    let kept: String = last.chars().filter(|c| !c.is_control() && !turns(*c)).take(200).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    if kept.is_empty() { "file".into() } else { kept }
}

/// The type by content; what a browser could run is never named as such.
pub(crate) fn media_type(bytes: &[u8]) -> &'static str {
    match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("text/html" | "text/xml" | "application/xhtml+xml" | "image/svg+xml") => "text/plain",
        Some(known) => known,
        None if std::str::from_utf8(bytes).is_ok() => "text/plain",
        None => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_could_harm() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\x\\Rechnung\u{202e}fdp.exe"), "Rechnungfdp.exe");
        assert_eq!(safe_name(".htaccess"), "htaccess");
        assert_eq!(safe_name("a\0b\r\n.txt"), "ab.txt");
        assert_eq!(safe_name("///"), "file");
    }

    #[test]
    fn content_decides_over_the_type() {
        assert_eq!(media_type(b"<html><script>1</script>"), "text/plain");
        assert_eq!(media_type(b"<svg onload=alert(1)>"), "text/plain");
        assert_eq!(media_type(b"%PDF-1.7"), "application/pdf");
        assert_eq!(media_type(&[0, 159, 146]), "application/octet-stream");
    }
}
