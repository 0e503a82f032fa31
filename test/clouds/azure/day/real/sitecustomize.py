"""Sends whatever the Azure CLI calls over HTTPS to the world of a day (DAY_URL), in place of Azure; whoever asks for a token is given one."""
import json
import os


def _redirect():
    from requests.adapters import HTTPAdapter
    from requests.models import Response
    from urllib.parse import urlsplit

    world = os.environ["DAY_URL"]
    send = HTTPAdapter.send

    def answered(request, body):
        response = Response()
        response.status_code = 200
        response.headers["Content-Type"] = "application/json"
        response._content = json.dumps(body).encode()
        response.request, response.url = request, request.url
        return response

    def redirected(self, request, **kwargs):
        url = urlsplit(request.url)
        if url.hostname == "login.microsoftonline.com":
            at = "https://login.microsoftonline.com/" + url.path.split("/")[1]
            if url.path.endswith("openid-configuration"):
                return answered(request, {
                    "authorization_endpoint": at + "/oauth2/v2.0/authorize", "token_endpoint": at + "/oauth2/v2.0/token",
                    "device_authorization_endpoint": at + "/oauth2/v2.0/devicecode", "issuer": at + "/v2.0"})
            return answered(request, {"token_type": "Bearer", "expires_in": 3600, "access_token": "made-up"})
        request.headers["x-day-host"] = url.netloc
        request.url = world + url.path + ("?" + url.query if url.query else "")
        return send(self, request, **kwargs)

    HTTPAdapter.send = redirected


if "DAY_URL" in os.environ:
    _redirect()
