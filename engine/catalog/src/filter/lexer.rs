//! From characters to tokens, each with its place.

use kernel::{Decimal, parse_decimal};

use super::FilterError;

/// Characters a filter may have.
pub const MAX_LENGTH: usize = 10_000;

/// A token and the character it begins at, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub position: usize,
    pub kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    /// A name or a keyword, in lower case.
    Word(String),
    /// A text in double quotes, without them.
    Text(String),
    Number(Decimal),
    /// A whole number with a unit of time, such as `2h`.
    Span(i64, char),
    Symbol(&'static str),
    End,
}

impl TokenKind {
    /// How a message names the token.
    pub fn shown(&self) -> String {
        match self {
            TokenKind::Word(word) => word.clone(),
            TokenKind::Text(text) => format!("\"{text}\""),
            TokenKind::Number(number) => number.to_string(),
            TokenKind::Span(n, unit) => format!("{n}{unit}"),
            TokenKind::Symbol(symbol) => (*symbol).into(),
            TokenKind::End => String::new(),
        }
    }
}

const SYMBOLS: [&str; 12] = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", "+", "-"];

/// Cuts a filter into tokens; the last one is always `End`.
pub fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let chars: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if chars.len() > MAX_LENGTH {
        return Err(FilterError::new(MAX_LENGTH + 1, "filter_too_long").with("max", MAX_LENGTH));
    }
    let mut lexer = Lexer { chars: &chars, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip(char::is_whitespace);
        let position = lexer.at + 1;
        let kind = lexer.next()?;
        let ended = kind == TokenKind::End;
        tokens.push(Token { position, kind });
        if ended {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<TokenKind, FilterError> {
        match self.peek() {
            None => Ok(TokenKind::End),
            Some('"') => self.text(),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() => {
                let word = self.take(|c| c.is_ascii_alphanumeric() || c == '_');
                Ok(TokenKind::Word(word.to_ascii_lowercase()))
            }
            Some(c) => self.symbol(c),
        }
    }

    fn symbol(&mut self, c: char) -> Result<TokenKind, FilterError> {
        let ahead: String = self.chars[self.at..].iter().take(2).collect();
        let found = SYMBOLS.into_iter().find(|symbol| ahead.starts_with(symbol));
        let found = found.ok_or_else(|| self.error("filter_character").with("value", c))?;
        self.at += found.len();
        Ok(TokenKind::Symbol(found))
    }

    fn text(&mut self) -> Result<TokenKind, FilterError> {
        let unclosed = self.error("filter_text_unclosed");
        let mut text = String::new();
        self.at += 1;
        loop {
            let c = self.peek().ok_or_else(|| unclosed.clone())?;
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(TokenKind::Text(text));
                }
                '\\' => {
                    self.at += 1;
                    text.push(self.escaped(&unclosed)?);
                }
                // PostgreSQL stores no NUL, so a text with one could be compared on SQLite only.
                '\0' => return Err(self.error("filter_character").with("value", "NUL")),
                _ => text.push(c),
            }
            self.at += 1;
        }
    }

    fn escaped(&self, unclosed: &FilterError) -> Result<char, FilterError> {
        match self.peek() {
            None => Err(unclosed.clone()),
            Some(c @ ('"' | '\\')) => Ok(c),
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some('r') => Ok('\r'),
            Some(other) => Err(self.error("filter_character").with("value", format!("\\{other}"))),
        }
    }

    fn number(&mut self) -> Result<TokenKind, FilterError> {
        let start = self.error("filter_number");
        let mut digits = self.take(|c| c.is_ascii_digit());
        if self.peek() == Some('.') && self.ahead(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            digits = format!("{digits}.{}", self.take(|c| c.is_ascii_digit()));
        }
        let unit = self.take(|c| c.is_ascii_alphanumeric() || c == '_');
        let wrong = || start.clone().with("value", format!("{digits}{unit}"));
        // Longer numbers would be rounded while they are read.
        if digits.len() > 28 {
            return Err(wrong());
        }
        match unit.as_str() {
            "" => Ok(TokenKind::Number(parse_decimal(&digits).ok_or_else(wrong)?.normalize())),
            "s" | "m" | "h" | "d" => {
                let unit = unit.chars().next().unwrap_or('s');
                Ok(TokenKind::Span(digits.parse().map_err(|_| wrong())?, unit))
            }
            _ => Err(wrong()),
        }
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        self.skip(wanted);
        self.chars[start..self.at].iter().collect()
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    fn ahead(&self, n: usize) -> Option<char> {
        self.chars.get(self.at + n).copied()
    }

    fn error(&self, code: &str) -> FilterError {
        FilterError::new(self.at + 1, code)
    }
}
