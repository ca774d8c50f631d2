//! From bytes to characters, piece by piece.

use std::io::Read;

use encoding_rs::{CoderResult, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use kernel::{Error, Result};

use crate::options::Encoding;

const PIECE: usize = 64 * 1024;

/// Reads a source as text; bytes that are no characters become U+FFFD.
pub struct Decoder<R> {
    source: R,
    decoder: encoding_rs::Decoder,
    bytes: Vec<u8>,
    ended: bool,
}

impl<R: Read> Decoder<R> {
    /// Starts to read; a byte-order mark is taken away.
    pub fn new(source: R, encoding: Encoding) -> Self {
        let of = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Windows1252 => WINDOWS_1252,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
        };
        Decoder {
            source,
            decoder: of.new_decoder_with_bom_removal(),
            bytes: vec![0; PIECE],
            ended: false,
        }
    }

    /// Adds the next piece to a text; `false` when there is no more.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn fill(&mut self, text: &mut String) -> Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let read = self.source.read(&mut self.bytes).map_err(Error::internal)?;
        self.ended = read == 0;
        let mut from = 0;
        loop {
            text.reserve(self.decoder.max_utf8_buffer_length(read - from).unwrap_or(PIECE * 3));
            let rest = &self.bytes[from..read];
            let (result, taken, _) = self.decoder.decode_to_string(rest, text, self.ended);
            from += taken;
            if let CoderResult::InputEmpty = result {
                return Ok(true);
            }
        }
    }
}
