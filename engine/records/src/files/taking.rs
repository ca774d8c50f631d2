//! Records that are made of files: what a module reads out of bytes somebody brings.

use std::sync::Arc;

use access::Right;
use catalog::{Module, check_value};
use kernel::{Error, Result, Value};
use store::records::Record;

use crate::behavior::all;
use crate::cx::Cx;
use crate::find::{ListQuery, seen};
use crate::save::Input;
use crate::validate::settle;
use crate::work::Work;

/// Reads what a record is made of out of the bytes of a file, also what no person fills. Pure: the
/// bytes are nobody's word, and nothing is looked up for them.
pub type ReadFile = fn(&[u8]) -> Result<Input>;

/// Finds what a record that was read is to point to, inside the transaction that makes it.
pub type PlaceFile = fn(&mut Work<'_, '_>, &mut Input) -> Result<()>;

/// How records of a module are made of files.
#[derive(Clone, Copy)]
pub struct FileReader {
    /// How names of such files end, without the point.
    pub endings: &'static [&'static str],
    pub(crate) read: ReadFile,
    pub(crate) place: PlaceFile,
}

/// How names of files end of which the actor can make records of a module; none where records are
/// not made of files, or not by the actor.
#[must_use]
pub fn taken_endings(cx: &Cx, module: &str) -> &'static [&'static str] {
    let reader = cx.engine.behavior(module).and_then(|behavior| behavior.reader);
    let reader = reader.filter(|_| cx.actor.rights.may(module, Right::Create));
    reader.map_or(&[], |reader| reader.endings)
}

/// What a record would be made of, read out of the bytes of a file.
///
/// # Errors
/// `Forbidden`; `NotFound` where records are not made of files; `Invalid` at `file` with what is
/// wrong with it.
pub async fn read_file(cx: &Cx, module: &str, bytes: Arc<[u8]>) -> Result<Input> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Create)?;
    let reader = cx.engine.behavior(&module.code).and_then(|behavior| behavior.reader);
    let read = reader.ok_or(Error::NotFound)?.read;
    let reading = tokio::task::spawn_blocking(move || read(&bytes));
    reading.await.map_err(|_| Error::invalid("file", "file_not_read"))?
}

impl Work<'_, '_> {
    /// Makes a record of what was read out of a file: links are found, a number is given, rules
    /// hold as for every record.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` where records are not made of files; `Invalid` with all problems.
    pub fn take_in(&mut self, module: &str, mut input: Input) -> Result<Record> {
        let module = self.cx.module(module)?;
        self.cx.actor.rights.demand(&module.code, Right::Create)?;
        let reader = self.cx.engine.behavior(&module.code).and_then(|behavior| behavior.reader);
        (reader.ok_or(Error::NotFound)?.place)(self, &mut input)?;
        fits(self.cx, &module, &input)?;
        let record = self.derive(&module.code, &input)?;
        Ok(seen(self.cx, &module, record))
    }

    /// Records of a module that a filter finds, so many at most, as far as somebody reaches them:
    /// `cx` is mostly that of the work itself.
    ///
    /// # Errors
    /// `NotFound` for an unknown module; `Invalid` for a filter that is none.
    pub fn found(
        &mut self,
        cx: &Cx,
        (module, filter): (&str, &str),
        most: usize,
    ) -> Result<Vec<Record>> {
        let module = cx.module(module)?;
        if !cx.actor.rights.may(&module.code, Right::See) {
            return Ok(Vec::new());
        }
        let list = ListQuery { filter: filter.into(), ..ListQuery::default() };
        all(self.tx, cx, (&module, list), most)
    }
}

/// What a file says stays within what fields can hold, whoever may fill them.
fn fits(cx: &Cx, module: &Module, input: &Input) -> Result<()> {
    let check = |(name, value): (&String, &Value)| {
        let field = module.field(name).expect("a module reads files into its own fields");
        check_value(&cx.catalog, field, value)
    };
    settle(input.values.iter().flat_map(check).collect())
}
