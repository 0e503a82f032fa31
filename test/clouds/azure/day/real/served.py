"""The Azure CLI, loaded once: a process of its own for each call. `python served.py SOCKET`, with the environment that each call is to have."""
import contextlib
import importlib
import io
import json
import os
import signal
import socket
import sys

from azure.cli.core import get_default_cli

# What the calls of a day load: each costs every one of them as much as all else.
LOADED = ["acr", "keyvault", "monitor", "network", "postgresql", "role", "storage"]


def called(words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = get_default_cli().invoke(words, out_file=out)
        except SystemExit as end:
            code = end.code
    return {"code": code or 0, "out": out.getvalue(), "err": err.getvalue()}


def answer(connection):
    asked = json.loads(connection.makefile("r").readline())
    os.chdir(asked["from"])
    connection.sendall(json.dumps(called(asked["words"])).encode())
    connection.close()


def main(path):
    import azure.cli.core.commands.client_factory  # noqa: F401
    import msal  # noqa: F401
    import requests  # noqa: F401

    called(["version", "--output", "none"])
    for name in LOADED:
        importlib.import_module("azure.cli.command_modules." + name)
    for name in ["azure.mgmt.storage", "azure.mgmt.keyvault", "azure.mgmt.containerregistry", "azure.mgmt.authorization",
                 "azure.mgmt.postgresqlflexibleservers", "azure.mgmt.resource", "azure.keyvault.secrets", "azure.storage.blob"]:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(64)
    print("ready", flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            server.close()
            answer(connection)
            os._exit(0)
        connection.close()


main(sys.argv[1])
