//! Parts of a file (RFC 9110, 14).

/// What is asked of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it; also when several parts are asked for, or in a unit nobody knows.
    Whole,
    /// The bytes from the first to the last, both included.
    Of {
        /// The first byte.
        first: u64,
        /// The last byte.
        last: u64,
    },
    /// Nothing that is there.
    Outside,
}

/// Reads the header `Range` for a file of some size.
pub fn part(header: Option<&str>, size: u64) -> Part {
    let Some((from, to)) = header.and_then(|text| text.strip_prefix("bytes=")?.split_once('-'))
    else {
        return Part::Whole;
    };
    match (number(from), number(to)) {
        (Some(Some(first)), Some(to)) => {
            let last = to.unwrap_or(u64::MAX);
            match () {
                () if last < first => Part::Whole,
                () if first < size => Part::Of { first, last: last.min(size - 1) },
                () => Part::Outside,
            }
        }
        (Some(None), Some(Some(0))) => Part::Outside,
        (Some(None), Some(Some(length))) if size > 0 => {
            Part::Of { first: size.saturating_sub(length), last: size - 1 }
        }
        _ => Part::Whole,
    }
}

/// A number, nothing at all, or `None` for what is neither.
fn number(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text {
        "" => Some(None),
        _ if is_number => Some(Some(text.parse().unwrap_or(u64::MAX))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_the_standard_says() {
        let of = |first, last| Part::Of { first, last };
        for (header, meant) in [
            ("bytes=0-3", of(0, 3)),
            ("bytes=4-", of(4, 9)),
            ("bytes=-3", of(7, 9)),
            ("bytes=-30", of(0, 9)),
            ("bytes=8-99999999999999999999999", of(8, 9)),
            ("bytes=10-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=3-1", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("lines=0-3", Part::Whole),
            ("bytes=-", Part::Whole),
        ] {
            assert_eq!(part(Some(header), 10), meant, "{header}");
        }
        assert_eq!(part(None, 10), Part::Whole);
    }
}
