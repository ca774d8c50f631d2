//! What goes into a statement and what comes out of it.

use kernel::{Error, Result};
use uuid::Uuid;

/// A bound value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An id.
    Uuid(Uuid),
}

impl From<i64> for Param {
    fn from(n: i64) -> Self {
        Param::Int(n)
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Param::Text(text.into())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(text)
    }
}

impl From<Vec<u8>> for Param {
    fn from(bytes: Vec<u8>) -> Self {
        Param::Bytes(bytes)
    }
}

impl From<Uuid> for Param {
    fn from(id: Uuid) -> Self {
        Param::Uuid(id)
    }
}

impl From<bool> for Param {
    fn from(flag: bool) -> Self {
        Param::Int(i64::from(flag))
    }
}

macro_rules! from_id {
    ($($id:ty),*) => { $(impl From<$id> for Param {
        fn from(id: $id) -> Self {
            Param::Uuid(id.0)
        }
    })* };
}
from_id!(kernel::RecordId, kernel::PrincipalId, kernel::FileId);

impl From<kernel::Instant> for Param {
    fn from(at: kernel::Instant) -> Self {
        Param::Int(at.millis())
    }
}

impl<T: Into<Param>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

/// A value of a result row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An id.
    Uuid(Uuid),
}

/// A result row; cells are taken in the order of the statement.
#[derive(Clone, Debug)]
pub struct Row {
    cells: std::vec::IntoIter<Cell>,
}

impl Row {
    /// A row of these cells.
    #[must_use]
    pub fn new(cells: Vec<Cell>) -> Self {
        Row { cells: cells.into_iter() }
    }

    /// The next cell.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn cell(&mut self) -> Result<Cell> {
        self.cells.next().ok_or_else(|| Error::internal("a row has fewer cells than were read"))
    }

    /// A number.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn int(&mut self) -> Result<i64> {
        self.maybe_int()?.ok_or_else(|| Error::internal("a number is missing in a row"))
    }

    /// A number, or nothing.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn maybe_int(&mut self) -> Result<Option<i64>> {
        match self.cell()? {
            Cell::Int(n) => Ok(Some(n)),
            Cell::Null => Ok(None),
            other => Err(Error::internal(format!("expected a number, found {other:?}"))),
        }
    }

    /// Yes or no.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn flag(&mut self) -> Result<bool> {
        Ok(self.int()? != 0)
    }

    /// A text; nothing is an empty one.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn text(&mut self) -> Result<String> {
        Ok(self.maybe_text()?.unwrap_or_default())
    }

    /// A text, or nothing.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn maybe_text(&mut self) -> Result<Option<String>> {
        match self.cell()? {
            Cell::Text(text) => Ok(Some(text)),
            Cell::Null => Ok(None),
            other => Err(Error::internal(format!("expected a text, found {other:?}"))),
        }
    }

    /// Bytes; nothing is none of them.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn bytes(&mut self) -> Result<Vec<u8>> {
        match self.cell()? {
            Cell::Bytes(bytes) => Ok(bytes),
            Cell::Uuid(id) => Ok(id.as_bytes().to_vec()),
            Cell::Null => Ok(Vec::new()),
            other => Err(Error::internal(format!("expected bytes, found {other:?}"))),
        }
    }

    /// An id, or nothing.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn maybe_uuid(&mut self) -> Result<Option<Uuid>> {
        match self.cell()? {
            Cell::Uuid(id) => Ok(Some(id)),
            Cell::Bytes(bytes) => Uuid::from_slice(&bytes).map(Some).map_err(Error::internal),
            Cell::Null => Ok(None),
            other => Err(Error::internal(format!("expected an id, found {other:?}"))),
        }
    }

    /// An id.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn uuid(&mut self) -> Result<Uuid> {
        self.maybe_uuid()?.ok_or_else(|| Error::internal("an id is missing in a row"))
    }

    /// An instant.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn instant(&mut self) -> Result<kernel::Instant> {
        Ok(kernel::Instant::from_millis(self.int()?))
    }

    /// An instant, or nothing.
    ///
    /// # Errors
    /// When the row has nothing of that kind there.
    pub fn maybe_instant(&mut self) -> Result<Option<kernel::Instant>> {
        Ok(self.maybe_int()?.map(kernel::Instant::from_millis))
    }
}
