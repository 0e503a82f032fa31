"""The AWS command line, loaded once: each call is a copy of this process, which costs a fifth of what a start of it does.

`aws.py SOCKET` prints a line once it listens there, and serves until its standard input closes. A call sends its arguments, environment and
folder with its own standard streams, and hears the exit code; a caller that dies takes its call with it.
"""
import json
import os
import select
import signal
import socket
import sys
import threading

from awscli.clidriver import create_clidriver

# What runs and the lab ask most: what a service takes is read once for all calls.
SERVICES = ("autoscaling", "backup", "cloudwatch", "ec2", "ecs", "elbv2", "rds", "s3", "secretsmanager", "ssm")
MOST = 1 << 18


def end_with(file: int, code: int) -> None:
    """Ends this process once nobody is left at the other end."""
    ends = select.poll()
    ends.register(file, select.POLLRDHUP)
    ends.poll()
    os._exit(code)


def ending_with(file: int, code: int) -> None:
    threading.Thread(target=end_with, args=(file, code), daemon=True).start()


def answer(driver, call: socket.socket) -> None:
    message, files, _, _ = socket.recv_fds(call, MOST, 3)
    for own, theirs in enumerate(files):
        os.dup2(theirs, own)
    ending_with(call.fileno(), 1)
    asked = json.loads(message)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    try:
        code = driver.main(asked["arguments"])
    except SystemExit as said:
        code = said.code
    sys.stdout.flush()
    sys.stderr.flush()
    call.send(bytes([code]))
    os._exit(code)


def reap(*_) -> None:
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def main(path: str) -> None:
    driver = create_clidriver()
    for service in SERVICES:
        driver.session.get_service_model(service)
    signal.signal(signal.SIGCHLD, reap)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    ending_with(0, 0)
    while True:
        call, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            answer(driver, call)
        call.close()


main(sys.argv[1])
