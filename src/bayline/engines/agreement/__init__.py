"""How far judges agree beyond chance, exactly: kappa of two, weighted kappa, kappa of many.

Sources: J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46, and Psychological
Bulletin 70 (1968) 213-220; J. L. Fleiss, Psychological Bulletin 76 (1971) 378-382.
"""

from bayline.engines.agreement.kappas import Weights, cohen, fleiss

__all__ = ["Weights", "cohen", "fleiss"]
