//! How endless templates are ended: every turn of a loop and every call of a function of a
//! template first asks whether there is time left.
//!
//! Typst itself ends a loop after 10,000 turns and a recursion at depth 80, but loops within
//! loops multiply, and nothing in it can be told to stop.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use typst::comemo::Tracked;
use typst::diag::{SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Args, CastInfo, Context, NativeFuncData, NativeFuncPtr, Scope, Value};
use typst::syntax::{LinkedNode, SyntaxKind, parse};

/// The name of the question within templates; texts that contain it are not pulsed a second time.
pub(crate) const NAME: &str = "kontor-pulse-4f1d";

/// What the question says when there is none left.
pub(crate) const OVER_MESSAGE: &str = "there is no time left";

/// Documents that can be set at the same time.
const SLOTS: usize = 2;

/// A document that is being set, as far as its time is concerned.
///
/// The flag stands outside of what Typst tracks, because for Typst the same question has the same
/// answer for ever.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot(usize);

static OVER: [AtomicBool; SLOTS] = [const { AtomicBool::new(false) }; SLOTS];

static QUESTIONS: [NativeFuncData; SLOTS] = [question(&ask::<0>), question(&ask::<1>)];

impl Slot {
    pub(crate) fn all() -> Vec<Slot> {
        (0..SLOTS).map(Slot).collect()
    }

    pub(crate) fn begin(self) {
        OVER[self.0].store(false, Ordering::Relaxed);
    }

    pub(crate) fn end(self) {
        OVER[self.0].store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_over(self) -> bool {
        OVER[self.0].load(Ordering::Relaxed)
    }

    /// The question as a function of Typst.
    pub(crate) fn question(self) -> &'static NativeFuncData {
        &QUESTIONS[self.0]
    }
}

type Asked = dyn Fn(&mut Engine, Tracked<Context>, &mut Args) -> SourceResult<Value> + Send + Sync;

const fn question(function: &'static Asked) -> NativeFuncData {
    NativeFuncData {
        function: NativeFuncPtr(function),
        name: NAME,
        title: "Pulse",
        docs: "",
        def_site: None,
        keywords: &[],
        contextual: false,
        scope: LazyLock::new(&Scope::new),
        params: LazyLock::new(&Vec::new),
        returns: LazyLock::new(&|| CastInfo::Any),
    }
}

fn ask<const SLOT: usize>(
    _engine: &mut Engine,
    _context: Tracked<Context>,
    args: &mut Args,
) -> SourceResult<Value> {
    if Slot(SLOT).is_over() {
        bail!(args.span, "{}", OVER_MESSAGE);
    }
    Ok(Value::None)
}

/// A text with the question in every loop and function, and how to find the way back.
#[derive(Clone, Debug)]
pub(crate) struct Pulsed {
    pub text: String,
    /// Places in the pulsed text, in order, with the number of characters that were put in there.
    added: Vec<(usize, usize)>,
}

impl Pulsed {
    pub(crate) fn new(text: &str) -> Pulsed {
        let root = parse(text);
        let mut places = Vec::new();
        collect(&LinkedNode::new(&root), &mut places);
        places.sort_by_key(|(offset, order, _)| (*offset, *order));
        let mut pulsed = Pulsed { text: String::with_capacity(text.len() * 2), added: Vec::new() };
        let mut done = 0;
        for (offset, _, what) in places {
            pulsed.text.push_str(&text[done..offset]);
            pulsed.added.push((pulsed.text.len(), what.len()));
            pulsed.text.push_str(&what);
            done = offset;
        }
        pulsed.text.push_str(&text[done..]);
        pulsed
    }

    /// Line and column in the text that was given, counted from 1, of an offset in the pulsed one.
    pub(crate) fn place(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |feed| feed + 1);
        let line = before.matches('\n').count() + 1;
        let is_in_line = |place: usize| start <= place && place < offset;
        let added: usize = self
            .added
            .iter()
            .filter(|(place, _)| is_in_line(*place))
            .map(|(place, length)| (*length).min(offset - place))
            .sum();
        (line, self.text[start..offset].chars().count() - added + 1)
    }
}

type Insertion = (usize, isize, String);

/// Bodies become `{question();BODY}`. At one offset, inner braces close before outer ones and
/// outer ones open before inner ones; `order` says so.
fn collect(node: &LinkedNode, places: &mut Vec<Insertion>) {
    let has_body =
        matches!(node.kind(), SyntaxKind::WhileLoop | SyntaxKind::ForLoop | SyntaxKind::Closure);
    let body = has_body.then(|| node.children().rfind(|child| !child.kind().is_trivia())).flatten();
    if let Some(body) = body.filter(|body| body.kind() != SyntaxKind::Error) {
        let range = body.range();
        let length = isize::try_from(range.len()).expect("a text fits into memory");
        places.push((range.start, 1_000_000_000 - length, format!("{{{NAME}();")));
        places.push((range.end, length - 1_000_000_000, "}".to_owned()));
    }
    for child in node.children() {
        collect(&child, places);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Pulsed::new(text).text.replace(&format!("{NAME}()"), "?")
    }

    #[test]
    fn loops_and_functions_ask_first() {
        assert_eq!(shown("#for a in b [= A]\n"), "#for a in b {?;[= A]}\n");
        assert_eq!(shown("#let f(x) = x + 1"), "#let f(x) = {?;x + 1}");
        assert_eq!(shown("#let f = x => y => y"), "#let f = x => {?;y => {?;y}}");
        assert_eq!(shown("#while true { }x"), "#while true {?;{ }}x");
        assert_eq!(shown("= Title #sum"), "= Title #sum");
    }

    #[test]
    fn places_are_those_of_the_text_given() {
        let text = "#let f(x) = (äx: x => y)\n#for a in b { wrong }";
        let pulsed = Pulsed::new(text);
        let found = |word: &str| pulsed.place(pulsed.text.find(word).unwrap());
        assert_eq!(found("äx"), (1, 14));
        assert_eq!(found("y}"), (1, 23));
        assert_eq!(found("wrong"), (2, 15));
    }
}
