// All of it is inline, so that Swift's compiler builds it into the loops that use it.
#include "CByteMarks.h"
