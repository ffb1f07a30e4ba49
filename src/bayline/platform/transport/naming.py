"""Say what is in the way of messages, and what happened to it, for administrators."""

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport.terms import Fault

# Each in Chinese and English: what is so, and what to do.
_FAULTS: dict[Fault, tuple[Words, Words]] = {
    Fault.UNREACHABLE: (
        Words(
            "连不上对方的地址", "可能关机、断网或地址不对", "稍后自动再试；请与对方核对地址和防火墙"
        ),
        Words(
            "the partner's address does not answer",
            "it is off, the network is down, or the address is wrong",
            "it is tried again by itself; compare the address and the firewall with the partner",
        ),
    ),
    Fault.CERTIFICATE: (
        Words(
            "对方的HTTPS证书不可信",
            "证书过期、主机名不符，或签发机构不在信任之列",
            "请对方更新证书；用内部机构的，把机构证书写进BAYLINE_TRANSPORT_CERTIFICATES",
        ),
        Words(
            "the partner's HTTPS certificate is not trusted",
            "it has ended, is for another host, or its authority is unknown",
            "have it renewed, or name its authority in BAYLINE_TRANSPORT_CERTIFICATES",
        ),
    ),
    Fault.CUT_OFF: (
        Words("连接中途断了", "对方收没收到还不知道", "自动再发；重复的对方会认出来，不会做两次"),
        Words(
            "the connection was cut in the middle",
            "whether the partner has it is not known",
            "it is sent again by itself; what comes twice has its effect once",
        ),
    ),
    Fault.SLOW: (
        Words("对方没有及时回答", "对方太忙或网络太慢，收没收到还不知道", "自动再发，不会做两次"),
        Words(
            "the partner did not answer in time",
            "it is busy or the network is slow; whether it has the message is not known",
            "it is sent again by itself, and has its effect once",
        ),
    ),
    Fault.NOT_KNOWN_THERE: (
        Words(
            "对方不接受我方的签名",
            "对方没有收下我方名片、已作废我方密钥，或已结束往来",
            "请把现行名片交给对方管理员核对指纹",
        ),
        Words(
            "the partner does not accept our signature",
            "it has not accepted our card, has revoked our key, or has ended the exchange",
            "hand our present card to its administrator and compare fingerprints",
        ),
    ),
    Fault.TOO_LARGE: (
        Words("对方说消息太大", "路上的设备可能另有限制", "请查反向代理的上限，应不小于1 MiB"),
        Words(
            "the partner says that the message is too large",
            "something on the way may have a limit of its own",
            "look at the reverse proxies; they must let 1 MiB pass",
        ),
    ),
    Fault.TOO_MANY: (
        Words("对方说请求太多", "短时间内发得太快", "稍后自动再试"),
        Words("the partner says that it is asked too often", "", "it is tried again by itself"),
    ),
    Fault.NO_TRANSPORT: (
        Words("这个地址上没有传输", "地址写错，或对方版本太旧", "请与对方核对地址"),
        Words(
            "nothing takes messages at this address",
            "it is wrong, or the partner's version is too old",
            "compare the address with the partner",
        ),
    ),
    Fault.BROKEN_THERE: (
        Words("对方的程序出错", "消息没有收下", "自动再试；一直如此请告诉对方管理员"),
        Words(
            "the partner's program failed",
            "the message was not taken",
            "it is tried again by itself; if it stays so, tell its administrator",
        ),
    ),
    Fault.UNSIGNED: (
        Words(
            "回执不是对方密钥签的",
            "应答的可能是别的机器，或对方换过密钥",
            "请与对方核对指纹；在此之前消息算没有送到",
        ),
        Words(
            "the receipt is not signed with the partner's key",
            "another machine may answer, or the partner has changed its key",
            "compare fingerprints; until then the message counts as not delivered",
        ),
    ),
    Fault.CLOCK: (
        Words("两边的时钟差得太多", "对方看来消息发自将来", "请校准两边的时钟，随后自动再发"),
        Words(
            "the clocks differ too much",
            "to the partner the message comes from the future",
            "set both clocks; it is sent again by itself",
        ),
    ),
    Fault.FORKED: (
        Words(
            "同一序号上两边的内容不同",
            "一边可能从较早的备份恢复过",
            "请按“核对”，由程序比较两边并补回缺的",
        ),
        Words(
            "both sides hold different messages under one number",
            "one of them was probably restored from an older backup",
            "press Compare: both sides are compared and what was lost is brought back",
        ),
    ),
    Fault.ALTERED: (
        Words(
            "对方已有同一编号、内容不同的消息",
            "不应发生；可能有两处同用一把密钥",
            "请停用复制出来的那一处，再换密钥",
        ),
        Words(
            "the partner holds another message under the same id",
            "this should not happen; two installations may share one key",
            "stop the copied installation, then change the key",
        ),
    ),
    Fault.UNKNOWN_KIND: (
        Words(
            "对方还不能收这种消息",
            "还没有写明我方代表哪些单位，或版本较旧",
            "消息留着；请对方写明单位或升级，之后自动送到",
        ),
        Words(
            "the partner cannot take messages of this kind yet",
            "it has not said for whom we speak, or its version is older",
            "the message stays and is delivered once the partner has said so or is upgraded",
        ),
    ),
    Fault.FAILED_THERE: (
        Words("对方处理这条消息时出错", "没有收下，没有作用", "自动再试；一直如此请告诉对方管理员"),
        Words(
            "the partner's program failed on this message",
            "it was not taken and has no effect",
            "it is tried again by itself; if it stays so, tell its administrator",
        ),
    ),
    Fault.STUCK: (
        Words("对方缺的消息这里也没有", "两边都丢过数据", "请按“核对”；仍不行请两边管理员对照记录"),
        Words(
            "the partner misses messages that are not here either",
            "both sides have lost something",
            "press Compare; if that does not help, the administrators must compare the records",
        ),
    ),
    Fault.NO_KEY: (
        Words("本处的私钥不在或读不了", "", "请把密钥文件放回，或换一把"),
        Words(
            "our private key is missing or not readable", "", "put the file back, or make a new key"
        ),
    ),
}

_WORDS = {
    "started": ("本处建了密钥", "this installation has made its key"),
    "accepted": ("核对指纹，收为伙伴", "accepted as a partner, fingerprint compared"),
    "active": ("恢复往来", "exchange resumed"),
    "paused": ("暂停往来", "exchange paused"),
    "ended": ("结束往来", "exchange ended"),
    "retried": ("要求再发", "sent again on request"),
    "contact": ("又通了", "the way is free again"),
    "compared": (
        "核对了两边（会话、再发、再要、补回）",
        "compared (conversations, sent, asked, back)",
    ),
    "differs": (
        "两边内容不同的会话",
        "a conversation that is not alike on both sides",
    ),
    "key_changed": ("换了密钥", "key changed"),
    "key_lost": ("作废密钥，另建一把", "key revoked, another made"),
    "key_revoked": ("作废对方密钥", "partner's key revoked"),
    "forked_theirs": (
        "对方以旧序号发来不同内容，未收；对方可能从较早的备份恢复过",
        "not taken: other content under an old number; the partner was probably restored",
    ),
    "altered_theirs": (
        "对方以旧编号发来不同内容，未收",
        "the partner sends other content under an old id, not taken",
    ),
    "early_theirs": (
        "对方发来的时间在将来，未收；请校准时钟",
        "what the partner sends comes from the future, not taken; set the clocks",
    ),
    "imported": ("读入对方的文件", "a file of the partner was taken in"),
    "exported": ("导出给对方的文件", "a file for the partner was exported"),
    "codes": ("改了代表的单位", "organisations changed"),
    "behalf": ("代对方记录答复", "an answer was recorded on behalf of the partner"),
}


def fault_error(fault: Fault) -> BaylineError:
    """Give a fault as a refusal in both languages."""
    zh, en = _FAULTS[fault]
    return BaylineError(en.what, why=en.why, do=en.do, zh=zh)


def fault_words(fault: Fault, *, english: bool) -> str:
    """Say a fault in a sentence: what is so, why, what to do."""
    said = fault_error(fault)
    return said.sentence() if english else said.in_chinese()


def note_words(word: str, *, english: bool) -> str:
    """Say what happened, in a few words."""
    if word in {fault.value for fault in Fault}:
        zh, en = _FAULTS[Fault(word)]
        return en.what if english else zh.what
    return _WORDS.get(word, (word, word))[1 if english else 0]


def not_reached(name: str, fault: Fault, detail: str) -> BaylineError:
    """Say that a partner could not be asked."""
    zh, en = _FAULTS[fault]
    return BaylineError(
        f"“{name}”: {en.what}",
        why=detail or en.why,
        do=en.do,
        zh=Words(f"“{name}”：{zh.what}", detail or zh.why, zh.do),
    )
