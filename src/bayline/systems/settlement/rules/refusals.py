"""What is refused, each kind with a code that programs can rely on and a sentence for people."""

from bayline.kernel.errors import BaylineError, Words

# Every code there is, with what it stands for; the guide lists them and a test compares.
CODES = {
    "not_json": "the line is no JSON",
    "not_an_object": "the line is no object",
    "wrong_schema": "the version of the schema is unknown",
    "missing": "a field is missing",
    "unknown_field": "a field means nothing here, or stands there twice",
    "not_text": "a field is no text",
    "not_integer": "an amount is no whole number of fen",
    "negative": "an amount is below zero",
    "overflow": "an amount is beyond what one bill can be",
    "bad_date": "a day is no day",
    "unknown_value": "a word is none of those that are known",
    "unknown_code": "the catalog has no such item",
    "no_catalog": "no catalog of the place of treatment holds on that day",
    "sum_mismatch": "parts and total disagree",
    "identity_broken": "a stated receipt contradicts itself",
    "not_insured_here": "the person is insured elsewhere",
    "filing_missing": "a visit elsewhere says nothing of its registration",
    "filing_not_covering": "the registration does not cover the day",
    "no_rules_on_day": "no rules hold on that day",
    "no_parameter": "the rules have no number for the case",
    "above_ceiling": "more was used than there is in a year",
    "bad_identity": "the identity number cannot be one; it is not repeated",
    "identity_in_text": "a field that is kept holds an identity number; it is not repeated",
    "not_undone": "a refund that was made stands; the visit is settled again instead",
    "settled_already": "the visit is settled",
    "rules_changed": "the rules are others than those of the quote",
    "refused_there": "the insured office refused for another reason, which is named",
    "no_keys": "the offices share no keys of that year",
    "unknown_number": "the desk has no interface of that number",
    "bad_message_id": "the id of a message is none, or that of another institution",
    "unknown_hospital": "the institution is none of those of this office",
    "other_certificate": "the certificate that was shown is that of another institution",
    "unknown_message": "nothing was done under the id that is named",
    "other_contents": "the same message id came before with other contents",
    "reversed_before": "the message was given up before it came",
    "not_known": "what became of it is not known yet; ask again by the same id",
    "too_many": "there are more rows than go into one message",
    "bad_month": "a month is no month",
    "month_not_over": "the month is not over",
    "cleared_already": "the month is cleared",
    "ordered_already": "the same is under way, and the partner has not answered yet",
    "nothing_due": "nothing is due under the month",
    "not_compared": "the offices have not compared every day of the month as it stands now",
    "differs": "the offices differ on items of the month that are not left out",
    "not_differing": "the offices do not differ on an item that is to be left out",
    "month_differs": "the insured office has the month otherwise",
    "bad_signature": "the insured office does not take the signature",
    "no_statement": "the month has no statement",
    "unseen": "the insured office has no such statement",
    "nothing_to_pay": "nothing of the month is left to be paid",
    "duplicate_id": "the same claim stands twice with different contents",
}


class SettlementError(BaylineError):
    """A refusal with a code.

    Attributes:
        code: One of `CODES`.
    """

    def __init__(self, code: str, what: str, *, why: str = "", do: str = "", zh: Words) -> None:
        if code not in CODES:
            raise ValueError(f"{code} is no code of a refusal")
        self.code = code
        super().__init__(what, why=why, do=do, zh=zh)
