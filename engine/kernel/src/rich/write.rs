//! The one form of formatted text: blocks in lists and citations, words with marks in blocks.

/// A block of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    Paragraph,
    Title,
    Subtitle,
    /// Code, whose blanks and line breaks count.
    Code,
}

/// What blocks stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nest {
    Bullets,
    Numbers,
    Cited,
    /// An entry of a list.
    Entry,
}

/// How words are marked, from the outside inwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub link: Option<String>,
    /// In the order of `NAMES`.
    pub is_on: [bool; 5],
}

impl Marks {
    pub const NAMES: [&str; 5] = ["strong", "em", "u", "s", "code"];
}

/// Lists and citations in one another, at most; what lies deeper is drawn at that depth.
const DEEPEST: usize = 10;

/// Writes formatted text as it becomes known.
#[derive(Default)]
pub struct Writer {
    html: String,
    nests: Vec<Nest>,
    /// Whether the innermost entry ended; a list may still be put into it.
    has_ended: bool,
    /// Lists and citations that were too deep to be opened.
    ignored: usize,
    leaf: Option<Leaf>,
    /// Whether the block is there even if nothing is in it.
    is_meant: bool,
    /// Whether something stands in the block.
    has_words: bool,
    /// Whether something stands anywhere.
    is_filled: bool,
    written: Marks,
    /// A blank that counts once something follows it.
    blank: Option<Marks>,
    /// Line breaks that count once something follows them.
    breaks: usize,
}

impl Writer {
    pub fn finish(mut self) -> String {
        self.end();
        while !self.nests.is_empty() {
            self.leave();
        }
        if !self.is_filled {
            return String::new();
        }
        let empty = "<p></p>";
        let mut html = self.html.as_str();
        while let Some(rest) = html.strip_prefix(empty) {
            html = rest;
        }
        while let Some(rest) = html.strip_suffix(empty) {
            html = rest;
        }
        html.to_owned()
    }

    /// How much was written.
    pub fn len(&self) -> usize {
        self.html.len()
    }

    /// The kind of the block that words would go into.
    pub fn leaf(&self) -> Option<Leaf> {
        self.leaf
    }

    /// Begins a block.
    pub fn begin(&mut self, leaf: Leaf) {
        self.end();
        self.leaf = Some(leaf);
        self.is_meant = leaf == Leaf::Paragraph;
    }

    /// Ends the block, if there is one.
    pub fn end(&mut self) {
        if self.leaf.is_some() && !self.has_words && self.is_meant {
            self.open();
        }
        let Some(leaf) = self.leaf.take() else { return };
        (self.blank, self.breaks) = (None, 0);
        if std::mem::take(&mut self.has_words) || self.is_meant {
            self.mark(&Marks::default());
            self.html.push_str(leaf_tags(leaf).1);
        }
        self.is_meant = false;
    }

    /// Opens a list or a citation.
    pub fn enter(&mut self, nest: Nest) {
        self.end();
        if self.nests.len() >= 2 * DEEPEST {
            self.ignored += 1;
            return;
        }
        self.has_ended = false;
        self.stand_in_entry();
        self.push(nest);
    }

    /// Closes the innermost list or citation of that kind, with all that is open in it.
    pub fn close(&mut self, nest: Nest) {
        self.end();
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let Some(at) = self.nests.iter().rposition(|open| *open == nest) else { return };
        while self.nests.len() > at {
            self.leave();
        }
    }

    /// Begins an entry of the innermost list; outside of lists it is a block.
    pub fn entry(&mut self) {
        self.end();
        let is_list = |nest: &Nest| matches!(nest, Nest::Bullets | Nest::Numbers);
        let Some(at) = self.nests.iter().rposition(is_list) else { return };
        while self.nests.len() > at + 1 {
            self.leave();
        }
        self.push(Nest::Entry);
    }

    pub fn end_entry(&mut self) {
        self.end();
        self.has_ended = self.nests.last() == Some(&Nest::Entry);
    }

    pub fn rule(&mut self) {
        self.end();
        self.settle();
        self.html.push_str("<hr>");
        self.is_filled = true;
    }

    pub fn line_break(&mut self) {
        if self.has_words {
            self.blank = None;
            self.breaks += 1;
        }
    }

    /// Adds words; rows of blanks are one.
    pub fn words(&mut self, text: &str, marks: &Marks) {
        if self.leaf == Some(Leaf::Code) {
            return self.code(text);
        }
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first.is_ascii_whitespace() {
                rest = rest.trim_ascii_start();
                if self.has_words && self.breaks == 0 && self.blank.is_none() {
                    self.blank = Some(marks.clone());
                }
                continue;
            }
            let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            self.word(&rest[..end], marks);
            rest = &rest[end..];
        }
    }

    fn word(&mut self, word: &str, marks: &Marks) {
        // Other programs keep empty lines open with a blank that does not break.
        let is_blank = |c: char| c.is_control() || c == '\u{a0}' && !self.has_words;
        if word.chars().all(is_blank) {
            return;
        }
        self.open();
        self.is_filled = true;
        for _ in 0..std::mem::take(&mut self.breaks) {
            self.mark(&Marks::default());
            self.html.push_str("<br>");
        }
        if let Some(under) = self.blank.take() {
            self.mark(&under);
            self.html.push(' ');
        }
        self.mark(marks);
        escape(&mut self.html, word);
    }

    fn code(&mut self, text: &str) {
        let shows = |c: &char| matches!(c, '\n' | '\t') || !c.is_control();
        let text: String = text.chars().filter(shows).collect();
        // A block begins with its first words, and the line break before them is none of them.
        let text = if self.has_words { &text } else { text.trim_start_matches('\n') };
        if !text.is_empty() {
            self.open();
            self.is_filled = true;
            escape(&mut self.html, text);
        }
    }

    /// Makes sure that words can be written.
    fn open(&mut self) {
        if self.has_words {
            return;
        }
        self.settle();
        let leaf = *self.leaf.get_or_insert(Leaf::Paragraph);
        self.html.push_str(leaf_tags(leaf).0);
        self.has_words = true;
    }

    /// Makes sure that a block can be written.
    fn settle(&mut self) {
        if std::mem::take(&mut self.has_ended) {
            self.leave();
        }
        self.stand_in_entry();
    }

    fn stand_in_entry(&mut self) {
        if matches!(self.nests.last(), Some(Nest::Bullets | Nest::Numbers)) {
            self.push(Nest::Entry);
        }
    }

    fn push(&mut self, nest: Nest) {
        self.has_ended = false;
        self.html.push_str(nest_tags(nest).0);
        self.nests.push(nest);
    }

    /// Closes what is innermost; what has nothing in it was never there.
    fn leave(&mut self) {
        let Some(nest) = self.nests.pop() else { return };
        self.has_ended = false;
        let (start, end) = nest_tags(nest);
        if self.html.ends_with(start) {
            self.html.truncate(self.html.len() - start.len());
        } else {
            self.html.push_str(end);
        }
    }

    /// Closes and opens marks until the wanted ones stand.
    fn mark(&mut self, wanted: &Marks) {
        if self.written == *wanted {
            return;
        }
        for (name, _) in Marks::NAMES.iter().zip(self.written.is_on).rev().filter(|(_, on)| *on) {
            self.html.extend(["</", name, ">"]);
        }
        if self.written.link != wanted.link {
            if self.written.link.is_some() {
                self.html.push_str("</a>");
            }
            if let Some(link) = &wanted.link {
                self.html.push_str("<a href=\"");
                escape(&mut self.html, link);
                self.html.push_str("\">");
            }
        }
        for (name, _) in Marks::NAMES.iter().zip(wanted.is_on).filter(|(_, on)| *on) {
            self.html.extend(["<", name, ">"]);
        }
        self.written = wanted.clone();
    }
}

fn leaf_tags(leaf: Leaf) -> (&'static str, &'static str) {
    match leaf {
        Leaf::Paragraph => ("<p>", "</p>"),
        Leaf::Title => ("<h2>", "</h2>"),
        Leaf::Subtitle => ("<h3>", "</h3>"),
        Leaf::Code => ("<pre><code>", "</code></pre>"),
    }
}

fn nest_tags(nest: Nest) -> (&'static str, &'static str) {
    match nest {
        Nest::Bullets => ("<ul>", "</ul>"),
        Nest::Numbers => ("<ol>", "</ol>"),
        Nest::Cited => ("<blockquote>", "</blockquote>"),
        Nest::Entry => ("<li>", "</li>"),
    }
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' | '\t' => html.push(c),
            c if c.is_control() => {}
            c => html.push(c),
        }
    }
}
