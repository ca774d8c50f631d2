//! From characters to tokens, each with its place.

use kernel::{Decimal, parse_decimal};

use crate::error::FormulaError;

/// Characters a formula may have.
pub const MAX_LENGTH: usize = 4_000;

/// A token and the character it begins at, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub position: usize,
    pub kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    /// A name, a keyword or a function, as it was written.
    Word(String),
    /// A text in double quotes, without them.
    Text(String),
    Number(Decimal),
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
            TokenKind::Symbol(symbol) => (*symbol).into(),
            TokenKind::End => String::new(),
        }
    }
}

/// Both ways of writing "not the same" and both signs between arguments are read.
const SYMBOLS: [(&str, &str); 17] = [
    ("!=", "!="),
    ("<>", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("(", "("),
    (")", ")"),
    (",", ","),
    (";", ","),
    (".", "."),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("&", "&"),
];

/// Cuts a formula into tokens; the last one is always `End`.
pub fn tokens(text: &str) -> Result<Vec<Token>, FormulaError> {
    let chars: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if chars.len() > MAX_LENGTH {
        let error = FormulaError::new(MAX_LENGTH + 1, "formula_too_long");
        return Err(error.with("max", MAX_LENGTH));
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
    fn next(&mut self) -> Result<TokenKind, FormulaError> {
        match self.peek() {
            None => Ok(TokenKind::End),
            Some('"') => self.text(),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() => {
                Ok(TokenKind::Word(self.take(|c| c.is_ascii_alphanumeric() || c == '_')))
            }
            Some(c) => self.symbol(c),
        }
    }

    fn symbol(&mut self, c: char) -> Result<TokenKind, FormulaError> {
        let ahead: String = self.chars[self.at..].iter().take(2).collect();
        let found = SYMBOLS.into_iter().find(|(written, _)| ahead.starts_with(written));
        let unknown = || self.error("formula_character").with("value", c);
        let (written, meant) = found.ok_or_else(unknown)?;
        self.at += written.len();
        Ok(TokenKind::Symbol(meant))
    }

    fn text(&mut self) -> Result<TokenKind, FormulaError> {
        let unclosed = self.error("formula_text_unclosed");
        let mut text = String::new();
        self.at += 1;
        loop {
            let c = self.peek().ok_or_else(|| unclosed.clone())?;
            match c {
                // As in sheets, two of them inside a text are one.
                '"' if self.ahead(1) == Some('"') => {
                    self.at += 1;
                    text.push('"');
                }
                '"' => {
                    self.at += 1;
                    return Ok(TokenKind::Text(text));
                }
                '\\' => {
                    self.at += 1;
                    text.push(self.escaped(&unclosed)?);
                }
                '\0' => return Err(self.error("formula_character").with("value", "NUL")),
                _ => text.push(c),
            }
            self.at += 1;
        }
    }

    fn escaped(&self, unclosed: &FormulaError) -> Result<char, FormulaError> {
        match self.peek() {
            None => Err(unclosed.clone()),
            Some(c @ ('"' | '\\')) => Ok(c),
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some(other) => Err(self.error("formula_character").with("value", format!("\\{other}"))),
        }
    }

    fn number(&mut self) -> Result<TokenKind, FormulaError> {
        let start = self.error("formula_number");
        let mut digits = self.take(|c| c.is_ascii_digit());
        if self.peek() == Some('.') && self.ahead(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            digits = format!("{digits}.{}", self.take(|c| c.is_ascii_digit()));
        }
        let rest = self.take(|c| c.is_ascii_alphanumeric() || c == '_');
        let wrong = || start.clone().with("value", format!("{digits}{rest}"));
        // Longer numbers would be rounded while they are read.
        if digits.len() > 28 || !rest.is_empty() {
            return Err(wrong());
        }
        Ok(TokenKind::Number(parse_decimal(&digits).ok_or_else(wrong)?.normalize()))
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

    fn error(&self, code: &str) -> FormulaError {
        FormulaError::new(self.at + 1, code)
    }
}
