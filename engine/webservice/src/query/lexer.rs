//! From letters to words.

use crate::answer::{Fault, Outcome};

/// Letters of a query at most.
const LONGEST: usize = 10_000;

/// One word of a query and the letter, from 1, at which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub at: usize,
    pub line: usize,
    pub is: Is,
}

/// What a word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    /// A name, a keyword, an id or a number.
    Word(String),
    /// What stands in quotes.
    Text(String),
    /// `( ) , * ;` and the signs that compare.
    Sign(&'static str),
    /// Nothing more.
    End,
}

impl Is {
    /// The word as it was written.
    pub fn shown(&self) -> &str {
        match self {
            Is::Word(text) | Is::Text(text) => text,
            Is::Sign(sign) => sign,
            Is::End => "end of query",
        }
    }

    /// Whether it is a keyword, however it is written.
    pub fn is_keyword(&self, keyword: &str) -> bool {
        matches!(self, Is::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}

/// Signs, the longer ones first.
const SIGNS: [&str; 13] = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ",", "*", ";", "-"];

/// Takes a query apart.
pub fn tokens(text: &str) -> Outcome<Vec<Token>> {
    if text.chars().count() > LONGEST {
        return Err(Fault::syntax(format!("The query has more than {LONGEST} letters")));
    }
    let letters: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while let Some(letter) = letters.get(at) {
        let begin = at;
        let is = match letter {
            '\n' => {
                line += 1;
                at += 1;
                continue;
            }
            letter if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '\'' => Is::Text(quoted(&letters, &mut at, line)?),
            letter if is_word(*letter) => {
                while letters.get(at).is_some_and(|letter| is_word(*letter)) {
                    at += 1;
                }
                Is::Word(letters[begin..at].iter().collect())
            }
            letter => {
                let fits = |sign: &&&str| {
                    sign.chars().enumerate().all(|(n, c)| letters.get(at + n) == Some(&c))
                };
                let sign = SIGNS.iter().find(fits);
                let sign = sign.ok_or_else(|| unexpected(line, begin, &letter.to_string()))?;
                at += sign.len();
                Is::Sign(sign)
            }
        };
        tokens.push(Token { at: begin + 1, line, is });
    }
    tokens.push(Token { at: letters.len() + 1, line, is: Is::End });
    Ok(tokens)
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '.'
}

/// A text in quotation marks; two of them beside each other are one.
fn quoted(letters: &[char], at: &mut usize, line: usize) -> Outcome<String> {
    let begin = *at;
    let mut text = String::new();
    *at += 1;
    loop {
        match (letters.get(*at), letters.get(*at + 1)) {
            (Some('\''), Some('\'')) => {
                text.push('\'');
                *at += 2;
            }
            (Some('\''), _) => {
                *at += 1;
                return Ok(text);
            }
            (Some(letter), _) => {
                text.push(*letter);
                *at += 1;
            }
            (None, _) => return Err(unexpected(line, begin, "'")),
        }
    }
}

/// Something stands where it does not belong.
pub fn unexpected(line: usize, at: usize, shown: &str) -> Fault {
    Fault::syntax(format!("Syntax Error on line {line}: token '{shown}' at {} Unexpected", at + 1))
}
