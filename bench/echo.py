"""The bot to compare with: it says back what it hears, as the guide of LINE's library shows."""

# mypy: disable-error-code="attr-defined,call-arg"
# The library loads its names late and reads its fields by two names: its types know of neither.

from fastapi import FastAPI, HTTPException, Request
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import MessageEvent, TextMessageContent


def echoing(*, secret: str, token: str, line: str) -> FastAPI:
    """Make the bot; made inside a running loop. It reads, replies, and only then answers 200."""
    web = FastAPI()
    api = AsyncMessagingApi(AsyncApiClient(Configuration(access_token=token, host=line)))
    parser = WebhookParser(secret)

    @web.post("/webhook")
    async def hear(request: Request) -> str:
        signature = request.headers["X-Line-Signature"]
        body = (await request.body()).decode()
        try:
            events = parser.parse(body, signature)
        except InvalidSignatureError as wrong:
            raise HTTPException(status_code=400, detail="Invalid signature") from wrong
        for event in events:
            if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
                await api.reply_message(
                    ReplyMessageRequest(
                        reply_token=event.reply_token,
                        messages=[TextMessage(text=event.message.text)],
                    )
                )
        return "OK"

    return web
