//! Lines of an address book, unfolded (RFC 6350 3.2, and what vCard 2.1 made of it).

use std::io::{BufRead, Read};

use kernel::{Error, Result};

use super::limits;

/// The content lines of a file, in memory of bounded size.
pub struct Lines<R> {
    source: R,
    /// The physical line that was read ahead.
    ahead: Option<Vec<u8>>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(source: R) -> Self {
        Lines { source, ahead: None }
    }

    /// The next line with all that was folded off it; what is longer than any real one is cut.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn next_line(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(mut line) = self.physical()? else { return Ok(None) };
        let is_printable = is_quoted_printable(&line);
        loop {
            if is_printable && line.ends_with(b"=") {
                // A soft line break (RFC 2045 6.7).
                line.pop();
                let Some(more) = self.physical()? else { break };
                if is_end(&more) {
                    self.ahead = Some(more);
                    break;
                }
                extend(&mut line, &more);
                continue;
            }
            match self.physical()? {
                Some(more) if more.starts_with(b" ") || more.starts_with(b"\t") => {
                    extend(&mut line, &more[1..]);
                }
                more => {
                    self.ahead = more;
                    break;
                }
            }
        }
        Ok(Some(line))
    }

    fn physical(&mut self) -> Result<Option<Vec<u8>>> {
        if let Some(line) = self.ahead.take() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let limit = limits::CARD_LINE as u64;
        let n = self.source.by_ref().take(limit).read_until(b'\n', &mut line);
        if n.map_err(Error::internal)? == 0 {
            return Ok(None);
        }
        if line.ends_with(b"\n") {
            line.pop();
        } else if line.len() == limits::CARD_LINE {
            self.skip_to_end()?;
        }
        if line.ends_with(b"\r") {
            line.pop();
        }
        Ok(Some(line))
    }

    fn skip_to_end(&mut self) -> Result<()> {
        let mut rest = Vec::new();
        loop {
            rest.clear();
            let limit = limits::CARD_LINE as u64;
            let n = self.source.by_ref().take(limit).read_until(b'\n', &mut rest);
            if n.map_err(Error::internal)? == 0 || rest.ends_with(b"\n") {
                return Ok(());
            }
        }
    }
}

fn extend(line: &mut Vec<u8>, more: &[u8]) {
    let room = limits::CARD_LINE.saturating_sub(line.len());
    line.extend_from_slice(&more[..room.min(more.len())]);
}

fn is_end(line: &[u8]) -> bool {
    line.len() == 9 && line.eq_ignore_ascii_case(b"END:VCARD")
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let head = line.split(|b| *b == b':').next().unwrap_or_default().to_ascii_uppercase();
    head.windows(16).any(|part| part == b"QUOTED-PRINTABLE")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut lines = Lines::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            found.push(String::from_utf8(line).unwrap());
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn folded_lines_become_whole() {
        check("NOTE:a\r\n b\r\n\tc\r\nFN:d", &["NOTE:abc", "FN:d"]);
        check(
            "N;ENCODING=QUOTED-PRINTABLE:=C3=\n=A4\nFN:d\n",
            &["N;ENCODING=QUOTED-PRINTABLE:=C3=A4", "FN:d"],
        );
        check("N;QUOTED-PRINTABLE:a=\nEND:VCARD\n", &["N;QUOTED-PRINTABLE:a", "END:VCARD"]);
        check("N:a=\nFN:b\n", &["N:a=", "FN:b"]);
    }

    #[test]
    fn what_has_no_end_is_cut() {
        let long = format!("NOTE:{}\nFN:b\n", "x".repeat(limits::CARD_LINE * 3));
        let mut lines = Lines::new(long.as_bytes());
        assert_eq!(lines.next_line().unwrap().unwrap().len(), limits::CARD_LINE);
        assert_eq!(lines.next_line().unwrap().unwrap(), b"FN:b");
        let folded = format!("PHOTO:{}", "\n xxxxxxxxxxxxxxxx".repeat(limits::CARD_LINE));
        let mut lines = Lines::new(folded.as_bytes());
        assert_eq!(lines.next_line().unwrap().unwrap().len(), limits::CARD_LINE);
    }
}
