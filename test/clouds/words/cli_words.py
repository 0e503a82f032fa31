"""What the command lines of the clouds take: run with a Python that has awscli, azure-cli or oci-cli.

    python cli_words.py az < calls > az-words.json

Reads what is called, one a line; writes the command that each begins with and its options, the options that every command has, and
the groups that those stand in, with the version and the day.
"""
import datetime
import importlib.metadata
import json
import sys


def azure():
    from azure.cli.core import get_default_cli
    from azure.cli.core.file_util import create_invoker_and_load_cmds_and_args

    cli = get_default_cli()
    create_invoker_and_load_cmds_and_args(cli)
    table = cli.invocation.commands_loader.command_table

    def options(name):
        found = set()
        for argument in table[name].arguments.values():
            for option in argument.type.settings.get("options_list") or []:
                found.add(getattr(option, "target", option))
        return found

    # https://learn.microsoft.com/cli/azure/reference-index: "Global parameters".
    common = {"--debug", "--help", "--only-show-errors", "--output", "--query", "--subscription", "--verbose"}
    return "azure-cli", set(table), options, common


def oci():
    import click
    from oci_cli import dynamic_loader
    from oci_cli.cli_root import cli

    dynamic_loader.load_all_services()
    table = {}

    def walk(path, command):
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                walk([*path, name], inner)
        else:
            table[" ".join(path)] = command

    walk([], cli)
    options = lambda name: {o for p in table[name].params for o in [*p.opts, *p.secondary_opts]}
    return "oci-cli", set(table), options, {o for p in cli.params for o in p.opts}


# https://docs.aws.amazon.com/cli/latest/reference/sso/login.html: of version 2 alone, which no package index has.
SECOND = {"sso login": {"--no-browser", "--sso-session"}}


def aws():
    from awscli.clidriver import create_clidriver

    driver = create_clidriver()
    table = {}
    for name, service in driver._get_command_table().items():
        inner = service._get_command_table() if hasattr(service, "_get_command_table") else service.subcommand_table
        for verb, command in inner.items():
            waits = getattr(command, "subcommand_table", {}) if verb == "wait" else {}
            table.update({f"{name} {verb} {state}": one for state, one in waits.items()} or {f"{name} {verb}": command})

    def options(name):
        return SECOND.get(name) or {f"--{argument}" for argument in table[name].arg_table}

    common = {f"--{name}" for name in driver._get_argument_table()}
    return "awscli", {*table, *SECOND}, options, common


def main():
    package, table, options, common = {"aws": aws, "az": azure, "oci": oci}[sys.argv[1]]()
    called = set()
    for line in sys.stdin:
        words = line.split()
        called.update(" ".join(words[:n]) for n in range(1, len(words) + 1) if " ".join(words[:n]) in table)
    groups = {" ".join(name.split()[:n]) for name in called for n in range(1, len(name.split()))}
    print(json.dumps({
        "version": f"{package} {importlib.metadata.version(package)}",
        "date": datetime.date.today().isoformat(),
        "groups": sorted(groups),
        "common": sorted(o for o in common if o.startswith("--")),
        "commands": {name: sorted(o for o in options(name) if o.startswith("--")) for name in sorted(called)},
    }, indent=1))


main()
