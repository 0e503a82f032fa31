"""The AWS command line puts the account before the host of S3 Control, a custom endpoint included: `111122223333.127.0.0.1` is this machine.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateJob.html (Request Syntax)
"""
import socket

_ask = socket.getaddrinfo


def getaddrinfo(host, *rest, **more):
    here = isinstance(host, str) and host.endswith(".127.0.0.1")
    return _ask("127.0.0.1" if here else host, *rest, **more)


socket.getaddrinfo = getaddrinfo
