//! Parts of pages: icons, buttons, menus, tables, messages.

mod avatar;
mod banner;
mod button;
mod chip;
mod crumbs;
mod dialog;
mod empty;
mod field;
mod glyph;
mod hue;
mod icon;
mod menu;
mod pager;
mod passkey;
mod progress;
mod switcher;
mod table;
mod tabs;
mod tag;
mod toast;
mod words;

pub use avatar::{Shape, Size, avatar, hue_of, initials, person, portrait};
pub use banner::{banner, problems_banner};
pub use button::{Button, Look, button, go, hidden, icon_button, link, token};
pub use chip::{add_chip, chip};
pub use crumbs::crumbs;
pub use dialog::confirm;
pub use empty::empty;
pub use field::{FieldFrame, field_frame, problem_text};
pub use glyph::{glyph, glyph_large, glyph_small};
pub use icon::{icon, icon_large, icon_small};
pub use menu::{menu, menu_item};
pub use pager::pager;
pub use passkey::{PasskeyButton, passkey_button};
pub use progress::{progress, steps};
pub use switcher::{SwitchOption, switcher_links, switcher_radios};
pub use table::{sort_head, sort_word};
pub use tabs::tabs;
pub use tag::{count, count_text, keys, status, tag};
pub use toast::{take_back, toast, toast_partial};
pub use words::{Word, listed_words, offered_words};

pub use hue::hue_class;
