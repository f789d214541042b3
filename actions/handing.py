"""The words of handing a talk to a person: said by the actions, and by the gateway where no action is asked.

Pure: what the shop knows comes in, messages come out.
"""

from actions.forms import LONGEST_CHARS
from actions.messages import Form, FormField, Notice, Reply, Text
from actions.postbacks import reply
from actions.wording import Wording

MESSAGE = "message"
LONGEST_MESSAGE_CHARS = 2000


def nobody_came(wording: Wording) -> list[Text | Form]:
    """That nobody is free, and the form for a message."""
    return [Text(text=wording.say("person_nobody")), message_form(wording)]


def message_form(wording: Wording) -> Form:
    """What the shop's people need to answer later: the message, and an address if the shopper likes."""
    labels = wording.words("form_fields")
    return Form(
        form=MESSAGE,
        title=wording.say("form_message"),
        fields=[
            FormField(
                name="message",
                label=labels["message"],
                type="textarea",
                required=True,
                autocomplete="off",
                longest=LONGEST_MESSAGE_CHARS,
            ),
            FormField(
                name="email",
                label=labels["email"],
                type="email",
                required=False,
                autocomplete="email",
                longest=LONGEST_CHARS,
            ),
        ],
        submit=wording.say("form_message_submit"),
    )


def offer_of_a_person(wording: Wording) -> tuple[Text, Reply]:
    """After what went wrong: that a person can help, and the reply that asks for one."""
    return Text(text=wording.say("person_offer")), to_a_person(wording)


def to_a_person(wording: Wording) -> Reply:
    """The reply that asks for a person."""
    return reply(wording.say("reply_person"), "talk_to_person")


def has_come(wording: Wording, name: str) -> Notice:
    """A member of staff has taken the talk."""
    return Notice(text=wording.say("person_came", name=name))


def has_gone(wording: Wording, name: str) -> Notice:
    """A member of staff has handed the talk back."""
    return Notice(text=wording.say("person_went", name=name))
