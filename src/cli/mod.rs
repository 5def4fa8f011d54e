//! The command line: what an editor or operator can ask for.

mod args;
mod check;
mod confirm;
mod declare;
mod excerpt;
pub mod findings;
mod history;
mod listen;
mod log;
mod new;
mod outcome;
mod preview;
mod report;
mod schema;
mod serve;
mod since;
mod spelling;
mod systemd;

use std::path::PathBuf;

use clap::builder::{FalseyValueParser, Resettable};
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use args::SiteArgs;
use listen::Address;
pub use outcome::Outcome;

use crate::content::model::BaseUrl;
use crate::http::{Limits, VERSION};

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
    Preview(preview::PreviewArgs),
    /// Say everything that is wrong with the site; nothing when all is well
    Check(check::CheckArgs),
    /// Say what needs an editor: translations, age and gaps of every file, the oldest first
    Report(report::ReportArgs),
    /// Say that files are still true today: set their `as_of`, and change nothing else
    Confirm(confirm::ConfirmArgs),
    /// Begin the file of a new network, charter or collaboration
    New(new::NewArgs),
    /// Write JSON Schemas of the content files, with this site's ids
    Schema(schema::SchemaArgs),
    /// Keep the present cookie declaration under content/declarations/
    Declare(declare::DeclareArgs),
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
        Command::Preview(args) => preview::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Confirm(args) => confirm::run(&args),
        Command::New(args) => new::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Declare(args) => declare::run(&args),
    };
    log::flush();
    outcome
}
