//! Chains of records of one module that must not bite their tail.

use kernel::{Error, Link, Result};
use records::Held;
use records::{Event, Field, Work};

/// How long a chain may be; longer ones are a mistake in the data.
const LENGTH: usize = 50;

/// Refuses a change that makes a record its own ancestor over a link field of its module.
///
/// # Errors
/// `Invalid` with `cycle` at the field.
pub fn refuse_cycle(work: &mut Work<'_, '_>, event: &Event, field: &Field<Link>) -> Result<()> {
    let start = Link::new(&event.module, event.record);
    let mut present = above(work, &start, field)?;
    for _ in 0..LENGTH {
        let Some(link) = present else { return Ok(()) };
        if link.id == event.record {
            break;
        }
        present = above(work, &link, field)?;
    }
    Err(Error::invalid(field.name(), "cycle"))
}

fn above(work: &mut Work<'_, '_>, link: &Link, field: &Field<Link>) -> Result<Option<Link>> {
    let Some(record) = work.hold(link, "a chain of records must have an end")? else {
        return Ok(None);
    };
    let module = work.cx.module(&link.module)?;
    Ok(Link::from_value(record.value(&module, field.name())))
}

/// Tells whether an event says that a field of a module was set.
pub fn sets<T>(event: &Event, module: &str, field: &Field<T>) -> bool {
    event.module == module && event.touches(field.name())
}
