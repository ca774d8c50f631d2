//! Rust source taken apart into code, comments and text literals, without a parser.

/// A piece of source and the line it begins on, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The line.
    pub line: usize,
    /// What stands there, without its delimiters.
    pub text: String,
}

/// One Rust file in three views.
#[derive(Debug, Default)]
pub struct Source {
    /// The code with comments and the insides of literals turned into spaces, line by line.
    pub code: String,
    /// Comments with their slashes.
    pub comments: Vec<Piece>,
    /// Text literals, escapes as written.
    pub literals: Vec<Piece>,
}

impl Source {
    /// Takes a file apart.
    pub fn of(text: &str) -> Self {
        let mut scanner =
            Scanner { chars: text.chars().collect(), at: 0, line: 1, source: Self::default() };
        while scanner.at < scanner.chars.len() {
            scanner.step();
        }
        scanner.source
    }

    /// The lines of the code, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.code.lines())
    }
}

/// The identifiers of a text with the line each stands on.
pub fn identifiers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).flat_map(|(number, line)| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .map(move |word| (number, word))
    })
}

/// The words inside an identifier in lower case: `SalesOrder` and `sales_order` give the same.
pub fn parts(identifier: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let chars: Vec<char> = identifier.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        let after_lower = index > 0 && chars[index - 1].is_lowercase();
        let ends_capitals = index > 0
            && chars[index - 1].is_uppercase()
            && chars.get(index + 1).is_some_and(|next| next.is_lowercase());
        if c == '_' || (c.is_uppercase() && (after_lower || ends_capitals)) {
            parts.push(String::new());
        }
        if c != '_' {
            parts.last_mut().expect("one part is there from the start").extend(c.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether `word` stands in `line` with no letter, digit or `_` beside it.
pub fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(begin, _)| {
        !line[..begin].ends_with(is_part) && !line[begin + word.len()..].starts_with(is_part)
    })
}

struct Scanner {
    chars: Vec<char>,
    at: usize,
    line: usize,
    source: Source,
}

impl Scanner {
    fn step(&mut self) {
        let c = self.chars[self.at];
        let is_inside_word = self.at > 0 && is_word(self.chars[self.at - 1]);
        if self.looks_at("//") {
            self.comment_until_line_end();
        } else if self.looks_at("/*") {
            self.block_comment();
        } else if c == '"' {
            self.literal("\"", 1);
        } else if c == 'r' && !is_inside_word && self.raw_hashes().is_some() {
            let hashes = self.raw_hashes().expect("just seen");
            self.literal(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
        } else if c == 'b' && !is_inside_word && self.chars.get(self.at + 1) == Some(&'r') {
            self.keep();
            if let Some(hashes) = self.raw_hashes() {
                self.literal(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
            }
        } else if c == '\'' && self.is_character() {
            self.character();
        } else {
            self.keep();
        }
    }

    fn looks_at(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, c)| self.chars.get(self.at + index) == Some(&c))
    }

    fn raw_hashes(&self) -> Option<usize> {
        let rest = &self.chars[self.at + 1..];
        let hashes = rest.iter().take_while(|c| **c == '#').count();
        (rest.get(hashes) == Some(&'"')).then_some(hashes)
    }

    // `'a'` and `'\n'` are characters, `'a` alone is a lifetime.
    fn is_character(&self) -> bool {
        self.chars.get(self.at + 1) == Some(&'\\') || self.chars.get(self.at + 2) == Some(&'\'')
    }

    fn character(&mut self) {
        self.blank();
        while self.at < self.chars.len() && self.chars[self.at] != '\'' {
            let skipped = if self.chars[self.at] == '\\' { 2 } else { 1 };
            (0..skipped).for_each(|_| self.blank());
        }
        self.blank();
    }

    fn comment_until_line_end(&mut self) {
        let (begin, line) = (self.at, self.line);
        while self.at < self.chars.len() && self.chars[self.at] != '\n' {
            self.blank();
        }
        let text = self.chars[begin..self.at].iter().collect();
        self.source.comments.push(Piece { line, text });
    }

    fn block_comment(&mut self) {
        let (begin, line, mut depth) = (self.at, self.line, 0);
        loop {
            if self.looks_at("/*") {
                depth += 1;
                self.blank();
            } else if self.looks_at("*/") {
                depth -= 1;
                self.blank();
            }
            self.blank();
            if depth == 0 || self.at >= self.chars.len() {
                break;
            }
        }
        let text = self.chars[begin..self.at].iter().collect();
        self.source.comments.push(Piece { line, text });
    }

    fn literal(&mut self, end: &str, opening: usize) {
        let (line, is_raw) = (self.line, 1 < opening);
        (0..opening).for_each(|_| self.keep());
        let begin = self.at;
        while self.at < self.chars.len() && !self.looks_at(end) {
            let skipped = if self.chars[self.at] == '\\' && !is_raw { 2 } else { 1 };
            (0..skipped).for_each(|_| self.blank());
        }
        let text = self.chars[begin..self.at.min(self.chars.len())].iter().collect();
        self.source.literals.push(Piece { line, text });
        (0..end.len()).for_each(|_| self.keep());
    }

    fn keep(&mut self) {
        if let Some(&c) = self.chars.get(self.at) {
            self.line += usize::from(c == '\n');
            self.source.code.push(c);
            self.at += 1;
        }
    }

    fn blank(&mut self) {
        if let Some(&c) = self.chars.get(self.at) {
            self.line += usize::from(c == '\n');
            self.source.code.push(if c == '\n' { '\n' } else { ' ' });
            self.at += 1;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn comments_and_literals_leave_the_code() {
    let source = Source::of("let a = \"x // y\"; // why\n/* b\n /* c */ */ fn d<'e>() {}\n");
    let lines: Vec<&str> = source.code.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "let a = \"      \";");
    assert_eq!(lines[2].trim(), "fn d<'e>() {}");
    assert_eq!(source.literals, [Piece { line: 1, text: "x // y".into() }]);
    assert_eq!(source.comments[0], Piece { line: 1, text: "// why".into() });
    assert_eq!(source.comments[1].line, 2);
}

#[test]
fn raw_literals_and_characters_are_understood() {
    let source = Source::of("a(r#\"x\"y\\\"#, '\"', '\\'', b\"z\", br\"w\", \"\\\"q\"); // end");
    let texts: Vec<&str> = source.literals.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(texts, ["x\"y\\", "z", "w", "\\\"q"]);
    assert_eq!(source.comments.len(), 1);
}

#[test]
fn identifiers_fall_into_words() {
    assert_eq!(parts("SalesOrder"), ["sales", "order"]);
    assert_eq!(parts("sales_order_id"), ["sales", "order", "id"]);
    assert_eq!(parts("HTMLPage2"), ["html", "page2"]);
    assert!(has_word("use std::fs;", "fs") && !has_word("offset", "fs"));
}
