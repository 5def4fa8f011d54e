//! The command line: what an editor or operator can ask for.

pub mod check;
pub mod declare;
mod edit;
mod excerpt;
pub mod findings;
mod history;
mod listen;
mod log;
pub mod new;
pub mod outcome;
mod preview;
pub mod report;
pub mod schema;
mod serve;
mod systemd;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{FalseyValueParser, Resettable};
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use listen::Address;
pub use outcome::Outcome;

use crate::content::model::BaseUrl;
use crate::http::{Limits, VERSION};
use crate::site::{Embedded, FileSource, Folder, Repository};

/// The website of Leiden University's diversity charters, collaborations and networks.
#[derive(Debug, Parser)]
#[command(version = VERSION, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site to visitors
    Serve(ServeArgs),
    /// Serve to editors: browsers reload on every edit, and pages show what is wrong
    Preview {
        #[command(flatten)]
        site: SiteArgs,
        /// Where to listen; port 0 takes any free one
        #[arg(
            long,
            value_name = "ADDR",
            default_value = LISTEN,
            env = "DIVERSITY_NETWORKS_LISTEN"
        )]
        listen: SocketAddr,
    },
    /// Say everything that is wrong with the site; nothing when all is well
    Check {
        #[command(flatten)]
        site: SiteArgs,
        /// How findings are written
        #[arg(long, value_enum, default_value_t)]
        format: findings::Format,
        /// Take warnings for errors too
        #[arg(long)]
        strict: bool,
        /// Also name texts of which only one language has changed since this git revision
        #[arg(long, value_name = "REVISION")]
        since: Option<String>,
    },
    /// Say what needs an editor: translations, age and gaps of every file, the oldest first
    Report {
        #[command(flatten)]
        site: SiteArgs,
        /// How the report is written
        #[arg(long, value_enum, default_value_t)]
        format: report::ReportFormat,
    },
    /// Begin the file of a new network, charter or collaboration
    New {
        /// What is new
        #[arg(value_enum)]
        entry: new::NewEntry,
        /// The file's name and the last part of its address: lower-case letters, digits, hyphens
        slug: String,
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Write JSON Schemas of the content files, with this site's ids
    Schema {
        #[command(flatten)]
        site: SiteArgs,
        /// The folder to write to
        #[arg(long, value_name = "DIR", default_value = "schema")]
        out: PathBuf,
    },
    /// Keep the present cookie declaration under content/declarations/
    Declare {
        #[command(flatten)]
        site: SiteArgs,
    },
}

/// Where the site is served unless somebody says otherwise: to this machine alone.
const LISTEN: &str = "127.0.0.1:3000";

/// Which site a command is about.
#[derive(Args, Clone, Debug)]
struct SiteArgs {
    /// The folder with content/, locales/ and static/; default: this folder if it has content/,
    /// else the copy in the program
    #[arg(long = "site", value_name = "DIR", env = "DIVERSITY_NETWORKS_SITE")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    repository: RepositoryArgs,
}

/// A site that is read from a commit, and not from a folder.
#[derive(Args, Clone, Debug)]
struct RepositoryArgs {
    /// The git repository that holds the site, bare or with a work tree, in the place of --site
    #[arg(long, value_name = "DIR", requires = "revision", env = "DIVERSITY_NETWORKS_REPOSITORY")]
    repository: Option<PathBuf>,
    /// Which commit of it: a branch, a tag, an id
    #[arg(
        long,
        value_name = "REVISION",
        requires = "repository",
        env = "DIVERSITY_NETWORKS_REVISION"
    )]
    revision: Option<String>,
}

impl RepositoryArgs {
    fn open(&self) -> io::Result<Option<Repository>> {
        let (Some(folder), Some(revision)) = (&self.repository, &self.revision) else {
            return Ok(None);
        };
        Repository::open(folder, revision).map(Some)
    }
}

impl SiteArgs {
    /// Where the site's files are.
    ///
    /// # Errors
    /// The repository cannot be opened.
    fn source(&self) -> io::Result<Arc<dyn FileSource>> {
        if let Some(repository) = self.repository.open()? {
            return Ok(Arc::new(repository));
        }
        Ok(match self.folder() {
            Some(folder) => Arc::new(Folder(folder)),
            None => Arc::new(Embedded),
        })
    }

    /// The folder that the site's files are in; none where it is the copy in the program, or a
    /// commit.
    fn folder(&self) -> Option<PathBuf> {
        if self.repository.repository.is_some() {
            return None;
        }
        match &self.folder {
            Some(folder) => Some(folder.clone()),
            None => Path::new("content").is_dir().then(|| PathBuf::from(".")),
        }
    }
}

#[derive(Args, Clone, Debug)]
struct ServeArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Where to listen for visitors: an address with a port, of which 0 takes any free one, or
    /// unix:PATH [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR", env = "DIVERSITY_NETWORKS_LISTEN")]
    listen: Option<Address>,
    /// The site's public address, where it is not the one in site.toml
    #[arg(long, value_name = "URL", env = "DIVERSITY_NETWORKS_BASE_URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// Do not follow edits of the folder; SIGHUP still loads it anew
    #[arg(long, env = "DIVERSITY_NETWORKS_NO_WATCH", value_parser = FalseyValueParser::new())]
    no_watch: bool,
    /// How much memory the pages may take that have been made, in MB
    #[arg(long, value_name = "MB", default_value_t = 256, env = "DIVERSITY_NETWORKS_MEMORY")]
    memory: usize,
    /// Where to listen for the operator: /healthz, /readyz, /metrics, /findings; default: nowhere
    #[arg(long, value_name = "ADDR", env = "DIVERSITY_NETWORKS_ADMIN")]
    admin: Option<Address>,
    /// Keep the last good files in this folder, and start from them where the present ones have
    /// errors
    #[arg(long, value_name = "DIR", env = "DIVERSITY_NETWORKS_STATE")]
    state: Option<PathBuf>,
    /// Write a line per request to the log, with nothing of the visitor
    #[arg(long, env = "DIVERSITY_NETWORKS_ACCESS_LOG", value_parser = FalseyValueParser::new())]
    access_log: bool,
    /// With --repository: run `git fetch` there every so many seconds
    #[arg(
        long,
        value_name = "SECONDS",
        requires = "repository",
        value_parser = clap::value_parser!(u64).range(1..),
        env = "DIVERSITY_NETWORKS_FETCH"
    )]
    fetch: Option<u64>,
    /// With --repository: where to listen for editors, who see every branch there as a whole site
    #[arg(long, value_name = "ADDR", requires = "repository", env = "DIVERSITY_NETWORKS_PREVIEWS")]
    previews: Option<Address>,
    /// How many connections may be open; for one more, the longest idle are closed
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = Limits::default().connections,
        env = "DIVERSITY_NETWORKS_CONNECTIONS"
    )]
    connections: usize,
    /// How many seconds what is in flight may take once the server stops
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = Limits::default().shutdown_timeout.as_secs(),
        env = "DIVERSITY_NETWORKS_SHUTDOWN"
    )]
    shutdown: u64,
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(str::to_owned)
}

/// The whole command line, for the manual page.
pub fn command() -> clap::Command {
    Cli::command()
}

/// A variable that is set to nothing is not set, as in files of units where a line was emptied.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty =
        |arg: &Arg| arg.get_env().and_then(std::env::var_os).is_some_and(|it| it.is_empty());
    command
        .mut_args(|arg| if is_empty(&arg) { arg.env(Resettable::Reset) } else { arg })
        .mut_subcommands(without_empty_variables)
}

/// Runs the program as it was called.
pub fn run() -> Outcome {
    let matches = without_empty_variables(Cli::command()).get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let outcome = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => serve::run(&args),
        Command::Preview { site, listen } => preview::run(&site, listen),
        Command::Check { site, format, strict, since } => {
            edit::run_check(&site, format, strict, since.as_deref())
        }
        Command::Report { site, format } => edit::run_report(&site, format),
        Command::New { entry, slug, site } => edit::run_new(&site, entry, &slug),
        Command::Schema { site, out } => edit::run_schema(&site, &out),
        Command::Declare { site } => edit::run_declare(&site),
    };
    log::flush();
    outcome
}
