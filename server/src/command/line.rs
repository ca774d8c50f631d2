//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Kontor: customers, sales and invoices in one place.
#[derive(Parser)]
#[command(name = "kontor", version, about)]
pub struct Line {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data lies.
#[derive(Args, Clone)]
pub struct Place {
    /// Folder of all data.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Use PostgreSQL: postgres://user:password@host/database.
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Settings file instead of DIR/kontor.toml.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Run web, interface and jobs.
    Serve {
        /// Where to listen.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
        /// Load a demo company once and print its sign-ins.
        #[arg(long)]
        demo: bool,
        /// Leave jobs to other processes.
        #[arg(long)]
        no_jobs: bool,
    },
    /// Run jobs only.
    Work,
    /// Users.
    #[command(subcommand)]
    User(User),
    /// Personal tokens for programs.
    #[command(subcommand)]
    Token(Token),
    /// Keys of the older web service.
    #[command(subcommand)]
    AccessKey(AccessKey),
    /// Jobs.
    #[command(subcommand)]
    Jobs(Jobs),
    /// Bring records in from a file.
    Import(Import),
    /// Take records out as a file.
    Export {
        /// Address of the module, such as contacts.
        module: String,
        /// csv, xlsx, json or vcf.
        #[arg(long, default_value = "csv")]
        format: String,
        /// File instead of standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Fill in synthetic German data.
    Seed {
        /// How many contacts.
        #[arg(long, default_value_t = 0)]
        contacts: u64,
        /// How many organisations.
        #[arg(long, default_value_t = 0)]
        accounts: u64,
        /// How many opportunities.
        #[arg(long, default_value_t = 0)]
        opportunities: u64,
        /// How many invoices; nine in ten are issued.
        #[arg(long, default_value_t = 0)]
        invoices: u64,
        /// How many subscriptions that are due today.
        #[arg(long, default_value_t = 0)]
        subscriptions: u64,
        /// Number from which everything follows.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write a backup of database and files while the program runs.
    Backup {
        /// File to write.
        file: PathBuf,
    },
    /// Restore a backup into an empty folder, and an empty schema of PostgreSQL.
    Restore {
        /// File to read.
        file: PathBuf,
    },
    /// Verify database, files and every rule of every record.
    Check {
        /// Mend what can be mended: titles, search and derived fields.
        #[arg(long)]
        repair: bool,
    },
    /// Bring tables up to date.
    Migrate {
        /// Print the statements, change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the version.
    Version,
}

/// What the import of a file is asked for with.
#[derive(Args)]
pub struct Import {
    /// Address of the module, such as contacts.
    pub module: String,
    /// CSV, Excel (.xlsx), OpenDocument (.ods), vCard or iCalendar file.
    pub file: PathBuf,
    /// Mapping of headings to fields.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Say what would happen, change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What to do with records that exist: skip, update, only (rows without one are refused)
    /// or create.
    #[arg(long, default_value = "skip")]
    pub duplicates: String,
    /// By what a row finds its record: id, or the name of a unique field, the number or a mail
    /// address; a column must go there.
    #[arg(long, value_name = "FIELD")]
    pub key: Option<String>,
    /// Empty cells empty the fields of records that exist.
    #[arg(long)]
    pub clear_empty: bool,
    /// Leave a field empty whose value is in no pick list, instead of refusing the row.
    #[arg(long)]
    pub leave_unknown: bool,
    /// Under whose rights; the first administrator without it.
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Where refused rows are written.
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
}

/// What can be done to users.
#[derive(Subcommand)]
pub enum User {
    /// Add a user; the password comes from standard input or is made and printed once.
    Add {
        /// Name to sign in with.
        #[arg(long)]
        name: String,
        /// Name as shown.
        #[arg(long)]
        full_name: Option<String>,
        /// Mail address.
        #[arg(long)]
        email: Option<String>,
        /// Administration is open.
        #[arg(long)]
        admin: bool,
        /// A program: it has no password and acts by its tokens only.
        #[arg(long)]
        service: bool,
        /// Sees only their own records.
        #[arg(long)]
        own_only: bool,
    },
    /// List users.
    List,
    /// Set a password, from standard input or made and printed once.
    Passwd {
        /// Name to sign in with.
        name: String,
    },
    /// Take the second factor and all passkeys of a user away, who lost them.
    RemoveFactor {
        /// Name to sign in with.
        name: String,
    },
    /// Keep a user from signing in.
    Disable {
        /// Name to sign in with.
        name: String,
    },
}

/// What can be done with jobs.
#[derive(Subcommand)]
pub enum Jobs {
    /// Run a job that comes again by itself at once, and say what came of it.
    Run {
        /// Its name, such as plan_digests: mails the digests of all who ordered one.
        name: String,
    },
}

/// What can be done to keys of the older web service.
#[derive(Subcommand)]
pub enum AccessKey {
    /// Make a key and print it, nothing else; the one before ends.
    Create {
        /// Whose it is.
        #[arg(long)]
        user: String,
    },
    /// End a key and the sessions that it opened.
    End {
        /// Whose it is.
        #[arg(long)]
        user: String,
    },
}

/// What can be done to tokens.
#[derive(Subcommand)]
pub enum Token {
    /// Make a token and print it, nothing else.
    Create {
        /// Whose it is.
        #[arg(long)]
        user: String,
        /// What it is for.
        #[arg(long, default_value = "command line")]
        name: String,
        /// What it leaves open: read, write, module:MODULES:read or module:MODULES:write; may be
        /// given several times. Without one it may do what its owner may.
        #[arg(long)]
        scope: Vec<String>,
        /// After how many days it ends.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: Option<u32>,
    },
}
