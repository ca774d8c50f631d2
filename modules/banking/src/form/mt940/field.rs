//! A message as fields: `:61:` and what follows it up to the next one.

/// One field with its lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// What stands between the colons.
    pub tag: &'a str,
    /// Line of the file, from one.
    pub line: usize,
    /// Its lines, the first without the tag.
    pub lines: Vec<&'a str>,
}

impl Field<'_> {
    /// Its first line without blanks around it.
    pub fn first(&self) -> &str {
        self.lines.first().map_or("", |line| line.trim())
    }
}

/// All fields of a file; envelopes and the ends of messages are no fields.
pub fn fields(text: &str) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    for (n, line) in (1..).zip(text.lines()) {
        let line = line.trim_end_matches(['\r', '\u{3}']).trim_start_matches(['\u{1}', '\u{feff}']);
        let line = line.split_once("{4:").map_or(line, |(_, inside)| inside);
        let is_envelope = line.starts_with('{') || ["-", "-}", ""].contains(&line.trim());
        if let Some((tag, rest)) = tagged(line) {
            fields.push(Field { tag, line: n, lines: vec![rest] });
        } else if let (false, Some(field)) = (is_envelope, fields.last_mut()) {
            field.lines.push(line);
        }
    }
    fields
}

fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    let digits = tag.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(tag);
    let is_tag = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_tag || tag == "NS").then_some((tag, rest))
}
